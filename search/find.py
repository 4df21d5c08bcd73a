"""A query carried out: words → tree → engine."""
from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from search.engines import engine
from search.engines.base import EngineDown, Page
from search.plain import matching, newest_first, plain_page
from search.query import WINDOW, CatalogueQuery, Tree, parse
from search.schema import FACETS
from search.speller import IndexLexicon
from search.vocabulary import Vocabulary

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """The query as carried out (its page exists), its tree, its page; `deep` where more was asked than is shown, `plain` where the engine was away."""

    query: CatalogueQuery
    tree: Tree
    page: Page
    deep: bool = False
    plain: bool = False

    @property
    def pages(self) -> int:
        """Pages that can be turned to; at least one."""
        return max(1, -(-min(self.page.total, WINDOW) // self.query.size))


def understand(query: CatalogueQuery, words: Vocabulary) -> Tree:
    """The tree of the query's words with synonyms and, unless literal, with repairs. Raises TooLong."""
    return parse(query.text, words.synonyms, IndexLexicon(engine(), words.synonyms.words), query.literal)


def find(query: CatalogueQuery, words: Vocabulary) -> Found:
    """The page asked for; past the last one the last one, and nothing past result `WINDOW`; by plain SQL while the engine is away. Raises TooLong."""
    try:
        return find_in_index(query, words)
    except EngineDown as error:
        log.warning("the search engine is away, plain SQL answers: %s", error)
    tree = parse(query.text, words.synonyms, None, True)
    found = Found(query, tree, plain_page(narrowed(query), tree), plain=True)
    if found.page.total and query.page > found.pages:
        query = replace(query, page=found.pages)
        found = Found(query, tree, plain_page(narrowed(query), tree), plain=True)
    return found


def find_in_index(query: CatalogueQuery, words: Vocabulary) -> Found:
    """The same by the engine. Raises TooLong, EngineDown."""
    tree = understand(query, words)
    last = WINDOW // query.size
    deep = query.page > last
    query = replace(query, page=min(query.page, last))
    page = engine().search(narrowed(query), tree, FACETS)
    found = Found(query, tree, page, deep)
    if page.total and query.page > found.pages:
        query = replace(query, page=found.pages)
        found = Found(query, tree, engine().search(narrowed(query), tree, FACETS), deep)
    return found


def count(query: CatalogueQuery, tree: Tree) -> int:
    """How many practices a query would find."""
    try:
        return engine().count(narrowed(query), tree)
    except EngineDown:
        return matching(narrowed(query), tree).count()


def walk(query: CatalogueQuery, words: Vocabulary) -> Iterator[int]:
    """Keys of every practice that is found, in order, past the last page too. Plain SQL answers while the engine is away.

    Raises TooLong at once, and EngineDown where the engine goes away in the middle: half a list must not look whole.
    """
    try:
        tree = understand(query, words)
        keys = engine().walk(narrowed(query), tree)
        first = next(keys, None)
    except EngineDown as error:
        log.warning("the search engine is away, plain SQL answers: %s", error)
        return newest_first(narrowed(query), parse(query.text, words.synonyms, None, True)).values_list("pk", flat=True).iterator()
    return iter(()) if first is None else chain([first], keys)


def spread(query: CatalogueQuery, tree: Tree, name: str, edges: tuple[int, ...]) -> tuple[int, ...]:
    """Counts of a range between neighbouring edges without its own ends, in the index's units; empty while the engine is away."""
    try:
        return engine().spread(narrowed(query), tree, name, edges)
    except EngineDown:
        return ()


def narrowed(query: CatalogueQuery) -> CatalogueQuery:
    """A chosen second level narrows its sector: the sector itself is then no choice of its own."""
    chosen = query.facets.get("sector", ())
    parents = {code.split(".")[0] for code in chosen if "." in code}
    kept = tuple(code for code in chosen if code not in parents)
    return query if kept == chosen else replace(query, facets={**query.facets, "sector": kept})
