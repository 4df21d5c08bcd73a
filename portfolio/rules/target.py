"""How far an indicator came, and how long the work took."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal


def share_of_target(baseline: Decimal | None, target: Decimal | None, actual: Decimal | None, direction: str) -> Decimal | None:
    """(actual − baseline) / (target − baseline), clipped to 0–1; None where it cannot be computed.

    A target that does not lie in the direction that is better makes the share meaningless, unless nothing had to change.
    """
    if baseline is None or target is None or actual is None:
        return None
    better = -1 if direction == "down" else 1
    way = (target - baseline) * better
    if way < 0:
        return None
    if way == 0:
        return Decimal(1) if (actual - target) * better >= 0 else Decimal(0)
    return min(max((actual - baseline) * better / way, Decimal(0)), Decimal(1))


def years_of(start: date | None, end: date | None, dates: Iterable[date | None] = ()) -> tuple[int, ...]:
    """Years the practice ran in: from start to end, or to the last date known; empty without a start."""
    if start is None:
        return ()
    known = [day for day in dates if day is not None and day >= start]
    last = end or max(known, default=start)
    return tuple(range(start.year, max(last.year, start.year) + 1))


def months_between(start: date | None, end: date | None) -> int | None:
    """Whole months from start to end, at least one; None while one of them is not known or they stand the wrong way round."""
    if start is None or end is None or end < start:
        return None
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(months + (1 if end.day - start.day >= 15 else 0), 1)


def cost_of(amounts: Iterable[Decimal]) -> Decimal | None:
    """Sum of the budget lines; without any line the cost is not known, which is not zero."""
    known = list(amounts)
    return sum(known, Decimal(0)) if known else None
