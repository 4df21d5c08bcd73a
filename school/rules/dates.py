"""Days: two spans that share some, and how late something is. A day that is not known is None, never a guess."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """From the first to the last day, both included; either may be unknown."""

    first: date | None
    last: date | None

    @property
    def is_known(self) -> bool:
        """Whether both ends are known."""
        return self.first is not None and self.last is not None


def shared_days(one: Span, other: Span) -> int | None:
    """How many days both spans hold; 0 is "none", None is "not known"."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max(0, (min(one.last, other.last) - max(one.first, other.first)).days + 1)


def is_within(inner: Span, outer: Span) -> bool:
    """Whether no known end of `inner` stands outside of `outer`; what is not known does not contradict."""
    starts_before = inner.first is not None and outer.first is not None and inner.first < outer.first
    ends_after = inner.last is not None and outer.last is not None and inner.last > outer.last
    return not (starts_before or ends_after)


def days_late(due: date | None, today: date) -> int:
    """Days since the day it was due; 0 while there is time, on the day itself, and without a due day."""
    return max(0, (today - due).days) if due is not None else 0
