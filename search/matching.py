"""Which practices among some answer a search: with every word, as the engine reads them."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.engines import engine
from search.find import narrowed, understand
from search.query import CatalogueQuery
from search.vocabulary import Vocabulary

AT_ONCE = 1_000


def matching_among(query: CatalogueQuery, words: Vocabulary, ids: Sequence[int]) -> set[int]:
    """Keys of those that have every word and every filter; one request for each thousand. Raises EngineDown."""
    found: set[int] = set()
    if not ids:
        return found
    tree = understand(query, words)
    for start in range(0, len(ids), AT_ONCE):
        chunk = tuple(ids[start:start + AT_ONCE])
        page = engine().search(narrowed(replace(query, among=chunk, sort="relevance", page=1, size=len(chunk), near=())), tree, ())
        found.update(page.ids[:page.complete])
    return found
