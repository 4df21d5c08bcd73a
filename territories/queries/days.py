"""The calendar as other rooms ask for it."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from territories.models import CalendarYear, WorkingDay
from territories.rules.working_days import add_working_days

AHEAD = 2


@dataclass(frozen=True)
class Term:
    """The last day of a term in working days; `assumed` are years of it whose transfers are not yet known, so the day may still move."""

    day: date
    assumed: tuple[int, ...]


def working_days(years: Iterable[int]) -> Mapping[date, bool]:
    """Deviations from the law in these years: {day: worked}. One query."""
    return dict(WorkingDay.objects.filter(calendar__year__in=list(years)).values_list("date", "is_working"))


def unknown_years(years: Iterable[int]) -> tuple[int, ...]:
    """Which of these years follow the law alone, because nobody has entered the official transfers. One query."""
    wanted = set(years)
    return tuple(sorted(wanted - set(CalendarYear.objects.filter(year__in=wanted).values_list("year", flat=True))))


def term(start: date, n: int) -> Term:
    """The n-th working day after `start` by what is known (two queries); for a term of at most some two years."""
    years = range(start.year - AHEAD, start.year + AHEAD + 1)
    day = add_working_days(start, n, working_days(years))
    return Term(day, unknown_years(range(min(start, day).year, max(start, day).year + 1)))
