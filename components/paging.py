"""Pages of a list for the component `pager`: which numbers are shown and where they lead."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")
NEAR = 1


@dataclass(frozen=True)
class Link:
    """A number with its address; number 0 is a gap."""

    number: int
    url: str = ""


@dataclass(frozen=True)
class Pages(Generic[Row]):
    """One page of rows and the links to the others."""

    rows: Sequence[Row]
    number: int
    last: int
    total: int
    first_row: int
    last_row: int
    links: tuple[Link, ...]
    previous: str = ""
    next: str = ""


class Counted(Sequence[Row]):
    """A queryset as a sequence whose length the database counts and of which only the slice asked for is fetched."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows
        self.length: int = rows.count()

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, wanted: Any) -> Any:
        """A row, or the list of a slice."""
        return list(self.rows[wanted]) if isinstance(wanted, slice) else self.rows[wanted]


def paged(rows: Sequence[Row], asked: str, size: int, url_of: Callable[[int], str]) -> Pages[Row]:
    """The page that was asked for; nonsense is the first, too far is the last."""
    last = max(1, -(-len(rows) // size))
    number = min(max(1, int(asked)), last) if asked.isdecimal() and len(asked) < 8 else 1
    start = (number - 1) * size
    shown = rows[start:start + size]
    return Pages(
        shown, number, last, len(rows), start + 1 if shown else 0, start + len(shown), links(number, last, url_of),
        url_of(number - 1) if number > 1 else "", url_of(number + 1) if number < last else "",
    )


def links(number: int, last: int, url_of: Callable[[int], str]) -> tuple[Link, ...]:
    """First, last and the neighbours, with gaps between."""
    wanted = sorted({1, last, *range(max(1, number - NEAR), min(last, number + NEAR) + 1)})
    found: list[Link] = []
    for one in wanted:
        if found and one - found[-1].number == 2:
            found.append(Link(one - 1, url_of(one - 1)))
        elif found and one - found[-1].number > 2:
            found.append(Link(0))
        found.append(Link(one, url_of(one)))
    return tuple(found)
