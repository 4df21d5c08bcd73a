"""Ranges: two ends and the bars between them, each a link that sets the range."""
from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from search.engines import engine
from search.engines.base import EngineDown
from search.filters import address, unscaled
from search.find import Found, narrowed
from search.screen.chips import range_label

TITLES = {"pop": _("Residents of the place"), "cost": _("Cost, m ₽"), "months": _("Months of work")}
LAST = 10**12  # above every value: the last bar is open
# Steps grow with the values: municipalities are counted in thousands and in millions, and so is money (thousand roubles × 10).
EDGES = {
    "pop": (0, 5_000, 10_000, 20_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, LAST),
    "cost": (0, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 5_000_000, LAST),
    "months": (0, 3, 6, 9, 12, 18, 24, 36, LAST),
}
WIDTH, GAP, HEIGHT, LEAST = 120, 1, 36, 2


@dataclass(frozen=True)
class Bar:
    """A bar: its ends in words, its count, the address that sets the range, its place in the drawing."""

    label: str
    count: int
    url: str
    chosen: bool
    x: str
    y: int
    width: str
    height: int


@dataclass(frozen=True)
class Range:
    """A range of the screen; no bars where nothing has a value or the engine is away."""

    name: str
    title: str
    low: str
    high: str
    bars: tuple[Bar, ...]


def ranges(found: Found, base: str) -> list[Range]:
    """The ranges in their order; one call of the engine each, no SQL."""
    return [one_range(name, found, base) for name in TITLES]


def one_range(name: str, found: Found, base: str) -> Range:
    """One range with its ends as they are typed and its bars."""
    low, high = found.query.ranges.get(name, (None, None))
    counts = spread(name, found)
    bars = tuple(bar(name, at, counts, found, base) for at in range(len(counts))) if any(counts) else ()
    return Range(name, str(TITLES[name]), unscaled(name, low).replace(".", ","), unscaled(name, high).replace(".", ","), bars)


def spread(name: str, found: Found) -> tuple[int, ...]:
    """Counts between the edges, without the range's own ends."""
    if found.plain:
        return ()
    try:
        return engine().spread(narrowed(found.query), found.tree, name, EDGES[name])
    except EngineDown:
        return ()


def bar(name: str, at: int, counts: tuple[int, ...], found: Found, base: str) -> Bar:
    """The bar between an edge and the one after it; its link keeps all but the page and sets both ends."""
    edges, query = EDGES[name], found.query
    ends = (edges[at] or None, edges[at + 1] - 1 if edges[at + 1] != LAST else None)
    height = max(LEAST, round(HEIGHT * counts[at] / max(counts))) if counts[at] else 0
    step = WIDTH / len(counts)
    return Bar(
        range_label(name, *ends), counts[at], base + address(replace(query, ranges={**query.ranges, name: ends}, page=1)),
        query.ranges.get(name) == ends, f"{at * step:.1f}", HEIGHT - height, f"{step - GAP:.1f}", height,
    )
