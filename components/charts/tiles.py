"""The tile map: one square per region on two sheets, coloured by a count in five steps."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from components.charts.numbers import text

UNIT, SIDE, INSET, RING = 48, 45, 1.5, 53
FIRST_EASTERN_COLUMN = 9
WESTERN_BOX, EASTERN_BOX = "0 0 432 528", "0 96 336 240"
WHOLE_BOX = "0 0 768 528"
FLOORS = (9, 6, 3, 1)


class OnMap(Protocol):
    """What has a place on the map; without row and column it is not drawn."""

    @property
    def id(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def abbr(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def col(self) -> int | None: ...


P = TypeVar("P", bound=OnMap)


@dataclass(frozen=True)
class Tile:
    """A square; `url` is "" where the count is zero, because nothing waits behind it. `current` has a ring around."""

    x: str
    y: str
    middle: str
    name_y: str
    count_y: str
    ring_x: str
    ring_y: str
    abbr: str
    label: str
    count: int
    step: int
    url: str
    current: bool


@dataclass(frozen=True)
class TileMap:
    """Both sheets. A current tile stands last in its sheet, so its ring is drawn above the neighbours."""

    west: tuple[Tile, ...]
    east: tuple[Tile, ...]
    western_box: str = WESTERN_BOX
    eastern_box: str = EASTERN_BOX


def step_of(count: int) -> int:
    """Colour: 0, 1–2, 3–5, 6–8, 9 and more."""
    return next((len(FLOORS) - place for place, floor in enumerate(FLOORS) if count >= floor), 0)


def tile_map(places: Iterable[P], counts: Mapping[int, int], url_of: Callable[[P], str], current: int | None = None) -> TileMap:
    """The map of `places` coloured by `counts` (id → number; absent is zero)."""
    west: list[Tile] = []
    east: list[Tile] = []
    for place in places:
        if place.row is None or place.col is None:
            continue
        eastern = place.col >= FIRST_EASTERN_COLUMN
        column = place.col - FIRST_EASTERN_COLUMN if eastern else place.col
        (east if eastern else west).append(tile(place, column, place.row, counts.get(place.id, 0), url_of, place.id == current))
    return TileMap(tuple(sorted(west, key=lambda one: one.current)), tuple(sorted(east, key=lambda one: one.current)))


def tile(place: P, column: int, row: int, count: int, url_of: Callable[[P], str], current: bool) -> Tile:
    """One square: abbreviation above its count, or alone in the middle."""
    x, y = UNIT * column, UNIT * row
    gap = (RING - UNIT) / 2
    return Tile(
        x=text(x + INSET), y=text(y + INSET), middle=text(x + UNIT / 2), name_y=text(y + (19 if count else 29)), count_y=text(y + 38),
        ring_x=text(x - gap), ring_y=text(y - gap), abbr=place.abbr, label=place.label, count=count, step=step_of(count),
        url=url_of(place) if count else "", current=current,
    )


@dataclass(frozen=True)
class Spot:
    """A square of the small map that only says where the region lies."""

    x: str
    y: str
    current: bool


def spots(places: Iterable[OnMap], current: int) -> tuple[Spot, ...]:
    """Both halves as one small map."""
    return tuple(
        Spot(text(UNIT * place.col + INSET), text(UNIT * place.row + INSET), place.id == current)
        for place in places if place.row is not None and place.col is not None
    )
