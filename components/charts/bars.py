"""Bars on one scale: before and after, and before, target and actual."""
from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from components.charts.numbers import Number, percent, round_above, text


@dataclass(frozen=True)
class Pair:
    """Widths of the two thin bars under a figure."""

    before: str
    after: str


def pair(before: Number | None, after: Number | None) -> Pair | None:
    """Both on the scale of the greater; None when one is missing, negative or both are zero: then no bar is drawn."""
    if before is None or after is None or min(before, after) < 0:
        return None
    top = max(before, after)
    return Pair(percent(before, top), percent(after, top)) if top else None


@dataclass(frozen=True)
class Bars:
    """Widths of an indicator's bars on one scale; "" for what is not known. The target is a line through both."""

    before: str
    target: str
    actual: str
    top: float


def bars(before: Number | None, target: Number | None, actual: Number | None) -> Bars | None:
    """The scale ends at the nearest round number above; None without a base or with a negative number: then words, no bar."""
    known = [float(value) for value in (before, target, actual) if value is not None]
    if before is None or not known or min(known) < 0 or max(known) == 0:
        return None
    top = round_above(max(known))
    widths = ["" if value is None else percent(value, top) for value in (before, target, actual)]
    return Bars(widths[0], widths[1], widths[2], top)


@dataclass(frozen=True)
class Piece:
    """A part of the stacked bar: where it begins, how wide it is, its colour class from the darkest."""

    label: str
    value: Number
    x: str
    width: str
    share: str
    shade: str


SHADES = ("b1f", "b2f", "b3f", "f-band")
GAP = 0.2


def stacked(parts: list[tuple[str, Number]]) -> tuple[Piece, ...]:
    """Parts of a whole, the largest first and darkest; what is not positive is left out."""
    kept = sorted((part for part in parts if part[1] > 0), key=lambda part: -float(part[1]))
    whole = sum(float(value) for _, value in kept)
    starts = [0.0, *accumulate(float(value) for _, value in kept)]
    return tuple(
        Piece(
            label, value, percent(start, whole), text(max(0.3, 100 * float(value) / whole - GAP)) + "%", text(100 * float(value) / whole),
            SHADES[min(place, len(SHADES) - 1)],
        )
        for place, ((label, value), start) in enumerate(zip(kept, starts, strict=False))
    )
