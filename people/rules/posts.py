"""Management record: how long somebody has led, counted once where posts overlap."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
DAYS_IN_MONTH = 30
MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Held:
    """A post as the count needs it; both days belong to it. `end` None goes on, `start` None is unknown."""

    start: date | None
    end: date | None


@dataclass(frozen=True, order=True)
class Length:
    """Whole years, months and days, as personnel departments write them."""

    years: int = 0
    months: int = 0
    days: int = 0


@dataclass(frozen=True)
class Record:
    """The record, the spans it is made of (first and last day), and how many posts could not be counted for want of a start."""

    length: Length
    spans: tuple[tuple[date, date], ...]
    unknown: int


def management_record(posts: Iterable[Held], on: date) -> Record:
    """Union of the posts up to `on`; posts that touch (one ends the day before the next begins) are one span; what lies ahead does not count."""
    posts = list(posts)
    spans = union([(post.start, min(post.end or on, on)) for post in posts if post.start is not None and post.start <= on])
    return Record(total(spans), spans, sum(1 for post in posts if post.start is None))


def union(spans: list[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Spans joined where they overlap or touch, in order."""
    joined: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + DAY:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def total(spans: Iterable[tuple[date, date]]) -> Length:
    """Calendar years, months and days of each span added up; 30 odd days of several spans make a month, 12 months a year.

    A single span is exact: the day before the fifth anniversary is not yet five years.
    """
    lengths = [between(start, end + DAY) for start, end in spans]
    if len(lengths) == 1:
        return lengths[0]
    years, months, days = (sum(getattr(length, unit) for length in lengths) for unit in ("years", "months", "days"))
    months, days = months + days // DAYS_IN_MONTH, days % DAYS_IN_MONTH
    return Length(years + months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR, days)


def between(start: date, end: date) -> Length:
    """Whole years and months from start to end, and the days left over; 31 January plus a month is the last day of February."""
    months = (end.year - start.year) * MONTHS_IN_YEAR + end.month - start.month
    if later(start, months) > end:
        months -= 1
    return Length(months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR, (end - later(start, months)).days)


def later(start: date, months: int) -> date:
    """The same day so many months on, or the last day of that month."""
    place = start.month - 1 + months
    year, month = start.year + place // MONTHS_IN_YEAR, place % MONTHS_IN_YEAR + 1
    following = date(year + month // MONTHS_IN_YEAR, month % MONTHS_IN_YEAR + 1, 1)
    return min(date(year, month, 1) + timedelta(days=start.day - 1), following - DAY)
