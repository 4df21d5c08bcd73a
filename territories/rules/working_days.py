"""Which days are worked in Russia, and how terms in working days are counted.

The law (Labour Code, articles 111 and 112): Saturday and Sunday are off, so are the public holidays; a day off that falls on a holiday
outside 1–8 January moves to the next working day after it. The Government moves other days every year: these are the exceptions.
"""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
NEW_YEAR = range(1, 9)
HOLIDAYS = ((2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4))
DAY = timedelta(1)
Exceptions = Mapping[date, bool]


def is_holiday(day: date) -> bool:
    """1–8 January and the six single holidays."""
    return (day.month == 1 and day.day in NEW_YEAR) or (day.month, day.day) in HOLIDAYS


@lru_cache(maxsize=64)
def moved_by_law(year: int) -> frozenset[date]:
    """Working days that are off because a single holiday fell on a weekend: the first free one after it."""
    moved: set[date] = set()
    for month, number in HOLIDAYS:
        holiday = date(year, month, number)
        if holiday.weekday() >= SATURDAY:
            day = holiday + DAY
            while day.weekday() >= SATURDAY or is_holiday(day) or day in moved:
                day += DAY
            moved.add(day)
    return frozenset(moved)


def is_working_by_law(day: date) -> bool:
    """What the law alone makes of a day, without the Government's transfers of the year."""
    return day.weekday() < SATURDAY and not is_holiday(day) and day not in moved_by_law(day.year)


def is_working(day: date, exceptions: Exceptions) -> bool:
    """The exception of this day, else the law."""
    return exceptions.get(day, is_working_by_law(day))


def add_working_days(start: date, n: int, exceptions: Exceptions) -> date:
    """The n-th working day after `start`, which itself does not count; a negative n counts back, 0 is `start` itself, worked or not."""
    step, left, day = (DAY if n > 0 else -DAY), abs(n), start
    while left:
        day += step
        left -= is_working(day, exceptions)
    return day


def working_days_between(start: date, end: date, exceptions: Exceptions) -> int:
    """Working days after `start` up to and with `end`; negative when `end` is earlier (then those from `end` to the day before `start`).

    `working_days_between(start, add_working_days(start, n, x), x) == n` for every n.
    """
    if end < start:
        return -sum(is_working(end + DAY * k, exceptions) for k in range((start - end).days))
    return sum(is_working(start + DAY * k, exceptions) for k in range(1, (end - start).days + 1))


def exceptions_of(year: int, off: frozenset[date]) -> dict[date, bool]:
    """What must be kept of a whole year's days off: only where they differ from the law. Days of other years are left out."""
    day, found = date(year, 1, 1), {}
    while day.year == year:
        works = day not in off
        if works != is_working_by_law(day):
            found[day] = works
        day += DAY
    return found
