"""The saver's list: each search with what is new since the last look."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.policy import visible
from portfolio.queries import live_practices
from search.engines.base import EngineDown
from search.labels import facet_labels
from search.matching import matching_among
from search.models import SavedSearch
from search.news import newest_number, news_after
from search.saving import Stored, filter_labels, stored
from search.vocabulary import vocabulary

LOOKED_THROUGH = 1_000  # news; of more the oldest are not counted


@dataclass(frozen=True)
class SavedRow:
    """A search of the list. `new` is None where it cannot be told: the engine is away, or a filter is no more."""

    search: SavedSearch
    words: str
    filters: list[str]
    new: int | None
    is_broken: bool


def saved_rows(user: Any) -> list[SavedRow]:
    """The latest first. At most five queries at any number of searches, and one request to the engine for each that has news to look through."""
    rows = list(visible(user, SavedSearch).filter(removed_at=None))
    if not rows:
        return []
    words = vocabulary()
    labels = facet_labels(words.version)
    states = [stored(row.query, labels) for row in rows]
    found = new_of(rows, states)
    return [
        SavedRow(row, state.query.text, filter_labels(state.query, labels), new, state.is_broken)
        for row, state, new in zip(rows, states, found, strict=True)
    ]


def new_of(rows: list[SavedSearch], states: list[Stored]) -> list[int | None]:
    """How many live practices are news to each search since its last look."""
    since = min(row.seen for row in rows)
    news = list(news_after(since, newest_number()).values_list("number", "practice_id")[:LOOKED_THROUGH])
    live = set(live_practices().filter(pk__in={pk for _number, pk in news}).values_list("pk", flat=True)) if news else set()
    words = vocabulary() if news else None
    found: list[int | None] = []
    for row, state in zip(rows, states, strict=True):
        ids = list({pk for number, pk in news if number > row.seen and pk in live})
        try:
            found.append(None if state.is_broken else len(matching_among(state.query, words, ids)) if words else 0)
        except EngineDown:
            found.append(None)
    return found
