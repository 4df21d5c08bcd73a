"""Spans and lateness by golden days."""
from datetime import date

import pytest

from school.rules.dates import Span, days_late, is_within, shared_days

AUTUMN, SPRING = Span(date(2026, 9, 1), date(2026, 11, 30)), Span(date(2027, 3, 1), date(2027, 5, 31))


@pytest.mark.parametrize(("one", "other", "days"), [
    (AUTUMN, SPRING, 0), (AUTUMN, AUTUMN, 91), (AUTUMN, Span(date(2026, 11, 30), date(2027, 1, 1)), 1), (AUTUMN, Span(date(2026, 12, 1), date(2027, 1, 1)), 0),
    (AUTUMN, Span(date(2026, 10, 1), date(2026, 10, 2)), 2), (AUTUMN, Span(None, date(2027, 1, 1)), None), (Span(None, None), AUTUMN, None),
    (AUTUMN, Span(date(2026, 10, 1), None), None),
])
def test_shared_days(one, other, days):
    assert (shared_days(one, other), shared_days(other, one)) == (days, days)


@pytest.mark.parametrize(("inner", "within"), [
    (AUTUMN, True), (Span(None, None), True), (Span(date(2026, 8, 31), None), False), (Span(date(2026, 9, 1), None), True),
    (Span(None, date(2026, 12, 1)), False), (Span(None, date(2026, 11, 30)), True),
])
def test_is_within(inner, within):
    assert is_within(inner, AUTUMN) is within


@pytest.mark.parametrize("span", [AUTUMN, SPRING])
def test_everything_is_within_unknown_days(span):
    assert is_within(span, Span(None, None))


@pytest.mark.parametrize(("due", "late"), [(None, 0), (date(2026, 11, 25), 0), (date(2026, 11, 24), 0), (date(2026, 11, 23), 1), (date(2026, 10, 24), 31)])
def test_days_late(due, late):
    assert days_late(due, date(2026, 11, 24)) == late
