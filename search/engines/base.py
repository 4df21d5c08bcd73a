"""The interface of an engine. It gets trees and documents, never a typed string; it takes no rights decision and holds public documents only."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from search.query import CatalogueQuery, Tree
from search.schema import Document


class IndexBusy(Exception):
    """Another process writes the index; come back later."""


class EngineDown(Exception):
    """The engine does not answer."""


@dataclass(frozen=True)
class Page:
    """A page of results: ids in order (with their scores where those order them), how many in all, how many of them have every word, counts per facet, which segments the index knows."""

    ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    total: int = 0
    complete: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    known: tuple[bool, ...] = ()
    documents: int = 0


@dataclass(frozen=True)
class Health:
    """State of the index: whether it can be read, how many documents, bytes in use, bytes that belong to nobody."""

    ok: bool
    documents: int = 0
    bytes_used: int = 0
    bytes_orphaned: int = 0
    detail: str = ""


class Batch(Protocol):
    """Changes that become visible together."""

    def put(self, documents: Iterable[Document]) -> None:
        """Write documents by `pk`, replacing older ones."""

    def drop(self, ids: Iterable[int], version: int) -> None:
        """Remove documents by `pk`, unless one is newer than `version`; absent ones are no error."""


class Engine(Protocol):
    """What the catalogue needs of an index."""

    def __hash__(self) -> int:
        """One object per process; caches take it as a key."""

    def search(self, query: CatalogueQuery, tree: Tree, facets: tuple[str, ...]) -> Page:
        """The query's page with counts of the named facets, each counted without its own choice."""

    def count(self, query: CatalogueQuery, tree: Tree) -> int:
        """How many documents answer; `size` and `page` play no part."""

    def walk(self, query: CatalogueQuery, tree: Tree) -> Iterator[int]:
        """Every key in the query's order, however many; `size` and `page` play no part. One state of the index from first to last."""

    def spread(self, query: CatalogueQuery, tree: Tree, name: str, edges: tuple[int, ...]) -> tuple[int, ...]:
        """Counts of a range between neighbouring edges, without the range's own ends: each bar has its lower edge, the last one its upper too."""

    def terms(self, prefix: str) -> list[str]:
        """Exact forms that begin so."""

    def counts(self, forms: Iterable[str]) -> dict[str, int]:
        """In how many documents each exact form stands."""

    def frequency(self, form: str, stem: str) -> int:
        """In how many documents a word stands, in any of its forms (the most of any one field)."""

    def generation(self) -> str:
        """Changes whenever the index does; a key for caches."""

    def is_empty(self) -> bool:
        """Whether there is no index yet for this schema."""

    def batch(self) -> AbstractContextManager[Batch]:
        """Take the index's lock; rows are to be read inside. One commit at the end. Raises IndexBusy."""

    def rebuild(self, read: Callable[[], Iterable[list[Document]]]) -> int:
        """Build a new index beside the old one from chunks read under the lock, then swap; the number of documents. Raises IndexBusy."""

    def ids(self) -> dict[int, int]:
        """Every document's `pk` with its version."""

    def values(self, name: str) -> dict[int, int]:
        """Every document's `pk` with a number that each has."""

    def health(self) -> Health:
        """Whether the index is whole."""


def bars(edges: tuple[int, ...]) -> list[tuple[int, int]]:
    """Pairs of a bar's first number and the first one after it. Raises ValueError for fewer than two edges, or edges that do not grow."""
    if len(edges) < 2 or any(low >= high for low, high in zip(edges, edges[1:], strict=False)):
        raise ValueError(f"edges must grow: {edges}")
    return list(zip(edges, [*edges[1:-1], edges[-1] + 1], strict=False))
