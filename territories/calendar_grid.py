"""A year as its editor shows it: twelve months of weeks of days."""
from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS_ABBR

from territories.rules.working_days import is_holiday, is_working, is_working_by_law


@dataclass(frozen=True)
class Day:
    """A day: whether it is off, and whether that is by law; `moved` where the year's act makes it another day than the law."""

    day: date
    off: bool
    holiday: bool
    moved: bool


@dataclass(frozen=True)
class Month:
    """A month: its weeks from Monday, None outside of it, and how many of its days are worked."""

    name: str
    weeks: list[list[Day | None]]
    worked: int


def day_of(day: date, exceptions: Mapping[date, bool]) -> Day:
    """One day."""
    works = is_working(day, exceptions)
    return Day(day, not works, is_holiday(day), works != is_working_by_law(day))


def month_of(year: int, month: int, exceptions: Mapping[date, bool]) -> Month:
    """One month."""
    weeks = [
        [day_of(date(year, month, number), exceptions) if number else None for number in week] for week in calendar.Calendar().monthdayscalendar(year, month)
    ]
    worked = sum(1 for week in weeks for day in week if day and not day.off)
    return Month(str(MONTHS[month]), weeks, worked)


def months_of(year: int, exceptions: Mapping[date, bool]) -> list[Month]:
    """The twelve."""
    return [month_of(year, month, exceptions) for month in range(1, 13)]


def weekdays() -> list[str]:
    """Short names from Monday."""
    return [str(WEEKDAYS_ABBR[number]) for number in range(7)]
