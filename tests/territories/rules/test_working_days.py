"""Terms in working days, with golden numbers of the official calendars."""
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territories.rules.working_days import (
    add_working_days,
    exceptions_of,
    is_working,
    is_working_by_law,
    moved_by_law,
    working_days_between,
)

Y25 = {
    date(2025, 2, 24): True, date(2025, 3, 10): True, date(2025, 5, 2): False, date(2025, 5, 8): False, date(2025, 6, 13): False,
    date(2025, 11, 1): True, date(2025, 11, 3): False, date(2025, 12, 31): False,
}
Y26 = {date(2026, 1, 9): False, date(2026, 12, 31): False}
BOTH = Y25 | Y26


def months(year, exceptions):
    """Working days of each month."""
    ends = [date(year + month // 12, month % 12 + 1, 1) - timedelta(1) for month in range(13)]
    return [working_days_between(a, b, exceptions) for a, b in zip(ends, ends[1:], strict=False)]


@pytest.mark.parametrize(("year", "exceptions", "golden"), [
    (2025, Y25, [17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22]),  # 247 in the official production calendar
    (2026, Y26, [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]),  # 247
])
def test_months_are_those_of_the_production_calendar(year, exceptions, golden):
    assert (months(year, exceptions), sum(golden)) == (golden, 247)


def test_new_year_is_off_from_the_first_to_the_eighth():
    assert [is_working_by_law(date(2027, 1, day)) for day in range(1, 12)] == [False] * 10 + [True]


@pytest.mark.parametrize(("year", "moved"), [
    (2026, {date(2026, 3, 9), date(2026, 5, 11)}),
    (2027, {date(2027, 5, 3), date(2027, 5, 10), date(2027, 6, 14)}),
    (2025, {date(2025, 2, 24), date(2025, 3, 10)}),
    (2022, {date(2022, 5, 2), date(2022, 6, 13)}),
])
def test_day_off_on_a_holiday_moves_to_the_next_working_day(year, moved):
    assert moved_by_law(year) == moved


@pytest.mark.parametrize(("start", "n", "golden"), [
    (date(2025, 12, 29), 1, date(2025, 12, 30)),
    (date(2025, 12, 30), 1, date(2026, 1, 12)),   # 31 December – 11 January off
    (date(2025, 12, 30), 5, date(2026, 1, 16)),
    (date(2026, 1, 3), 1, date(2026, 1, 12)),     # from a day off
    (date(2026, 1, 12), -1, date(2025, 12, 30)),
    (date(2026, 4, 30), 1, date(2026, 5, 4)),
    (date(2026, 5, 8), 1, date(2026, 5, 12)),     # 9 May is a Saturday, the Monday after it is off
    (date(2025, 10, 31), 1, date(2025, 11, 1)),   # a Saturday that is worked
    (date(2025, 11, 1), 1, date(2025, 11, 5)),
    (date(2026, 1, 1), 0, date(2026, 1, 1)),
    (date(2026, 6, 1), 30, date(2026, 7, 14)),
])
def test_add_working_days_golden(start, n, golden):
    assert add_working_days(start, n, BOTH) == golden


def test_year_without_data_follows_the_law():
    assert add_working_days(date(2026, 12, 30), 1, {}) == date(2026, 12, 31)
    assert add_working_days(date(2026, 12, 30), 1, BOTH) == date(2027, 1, 11)


@given(st.dates(date(2024, 6, 1), date(2027, 6, 1)), st.integers(-300, 300))
def test_between_undoes_add(start, n):
    assert working_days_between(start, add_working_days(start, n, BOTH), BOTH) == n


@given(st.dates(date(2024, 6, 1), date(2027, 6, 1)), st.integers(1, 300))
def test_nth_day_is_always_worked(start, n):
    assert (is_working(add_working_days(start, n, BOTH), BOTH), is_working(add_working_days(start, -n, BOTH), BOTH)) == (True, True)


@pytest.mark.parametrize(("year", "kept"), [(2025, Y25), (2026, Y26), (2027, {})])
def test_exceptions_of_a_whole_year_are_only_what_differs_from_the_law(year, kept):
    days = [date(year, 1, 1) + timedelta(k) for k in range(365)]
    off = frozenset(day for day in days if not is_working(day, kept)) | {date(year + 1, 1, 1)}
    assert exceptions_of(year, off) == kept
