"""A short line over years, broken where borders changed, and the strip of a group with one's own tick."""
from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from components.charts.numbers import log_labels, percent, text

LEFT, WIDTH = 2.0, 96.0
MIDDLE, SPAN = 51.0, 50.0
LEAST_SPREAD = 0.1
GRID = 400
APART = 9.0


@dataclass(frozen=True)
class Point:
    """A year with its value; `label_y` is where the value is written, `anchor` the class of the text at the edges."""

    year: int
    value: int
    x: str
    y: str
    label_y: str
    anchor: str
    has_year: bool
    has_value: bool


@dataclass(frozen=True)
class Stretch:
    """A piece of the line between two neighbouring years."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class YearLine:
    """Points, pieces, and where the break stands ("" without one)."""

    points: tuple[Point, ...]
    stretches: tuple[Stretch, ...]
    broken_at: str = ""


def year_line(series: Sequence[tuple[int, int]], border_break: int | None = None) -> YearLine:
    """Line over (year, value) by year. Not joined over a missing year, nor into the first year on new borders."""
    if not series:
        return YearLine((), ())
    years = [year for year, _ in series]
    values = [value for _, value in series]
    first, last = years[0], years[-1]
    middle = (min(values) + max(values)) / 2
    spread = max(max(values) - min(values), middle * LEAST_SPREAD) or 1

    def x(year: float) -> float:
        return LEFT + WIDTH * (year - first) / (last - first) if last > first else 50.0

    def y(value: int) -> float:
        return MIDDLE - SPAN * (value - middle) / spread

    points = tuple(
        Point(
            year, value, text(x(year)) + "%", text(y(value)), text(y(value) - 9),
            "" if year == first and last > first else "end" if year == last and last > first else "mid",
            year in (first, last) or ((last - year) % 2 == 0 and year - first >= 2), year in (first, last),
        )
        for year, value in series
    )
    stretches = tuple(
        Stretch(one.x, one.y, two.x, two.y) for one, two in zip(points, points[1:], strict=False)
        if two.year - one.year == 1 and two.year != border_break
    )
    inside = border_break is not None and first < border_break <= last
    return YearLine(points, stretches, text(x(border_break - 0.5)) + "%" if border_break and inside else "")


@dataclass(frozen=True)
class Mark:
    """A number under the strip."""

    value: float
    x: str
    anchor: str


@dataclass(frozen=True)
class Strip:
    """Ticks of a group on a logarithmic scale, one's own apart; `place` counts from the largest, 0 if one's own number is unknown."""

    ticks: tuple[str, ...]
    own: str
    marks: tuple[Mark, ...]
    place: int
    total: int
    merged: bool


def strip(sizes: Iterable[int], own: int | None) -> Strip | None:
    """The strip of positive sizes; None when there are fewer than two. Ticks closer than a quarter of a per cent fall together."""
    known = sorted((size for size in sizes if size > 0), reverse=True)
    if len(known) < 2:
        return None
    low, high = float(known[-1]), float(known[0])
    if high <= low:
        return None

    def at(size: float) -> float:
        return 1 + 98 * math.log(size / low) / math.log(high / low)

    places = sorted({round(at(size) * GRID / 100) for size in known})
    labels: list[Mark] = []
    for value in log_labels(low, high):
        x = at(value)
        if not labels or x - float(labels[-1].x.rstrip("%")) >= APART:
            labels.append(Mark(value, text(x) + "%", "" if x < 4 else "end" if x > 96 else "mid"))
    inside = own is not None and low <= own <= high
    return Strip(
        tuple(percent(place, GRID) for place in places), text(at(own)) + "%" if own is not None and inside else "", tuple(labels),
        known.index(own) + 1 if own in known else 0, len(known), len(places) < len(known),
    )
