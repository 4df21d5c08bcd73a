"""Share of the target, years, months, cost."""
from datetime import date
from decimal import Decimal

import pytest

from portfolio.rules.target import cost_of, months_between, share_of_target, years_of


@pytest.mark.parametrize("baseline, target, actual, direction, share", [
    (94, 30, 31, "down", "0.984"), (9, 30, 27, "up", "0.857"), (94, 30, 20, "down", "1"), (94, 30, 100, "down", "0"), (94, 30, 94, "down", "0"),
    (22, 70, 64, "up", "0.875"), (0, 10, 5, "up", "0.5"), (-10, 0, -5, "up", "0.5"), (5, 5, 5, "down", "1"), (5, 5, 6, "down", "0"), (5, 5, 6, "up", "1"),
    (94, 100, 31, "down", None), (9, 5, 7, "up", None), (None, 30, 31, "down", None), (94, None, 31, "down", None), (94, 30, None, "down", None),
])
def test_share_of_target(baseline, target, actual, direction, share):
    numbers = [None if value is None else Decimal(value) for value in (baseline, target, actual)]
    found = share_of_target(*numbers, direction)
    assert (None if found is None else round(found, 3)) == (None if share is None else Decimal(share))


@pytest.mark.parametrize("start, end, dates, years", [
    (None, date(2024, 1, 1), (), ()), (date(2023, 9, 1), None, (), (2023,)), (date(2023, 9, 1), date(2025, 1, 1), (), (2023, 2024, 2025)),
    (date(2023, 9, 1), None, (None, date(2024, 6, 1), date(2022, 1, 1)), (2023, 2024)), (date(2023, 9, 1), date(2022, 1, 1), (), (2023,)),
])
def test_years_of(start, end, dates, years):
    assert years_of(start, end, dates) == years


@pytest.mark.parametrize("start, end, months", [
    (date(2023, 9, 1), date(2024, 6, 30), 10), (date(2024, 1, 1), date(2024, 1, 1), 1), (date(2024, 1, 1), date(2024, 3, 1), 2),
    (date(2024, 1, 1), date(2024, 3, 16), 3), (date(2024, 1, 1), date(2024, 3, 15), 2), (date(2024, 1, 31), date(2024, 2, 1), 1), (None, date(2024, 1, 1), None),
    (date(2024, 1, 1), None, None), (date(2024, 2, 1), date(2024, 1, 1), None),
])
def test_months_between(start, end, months):
    assert months_between(start, end) == months


def test_cost_of_nothing_is_unknown_and_of_zero_is_zero():
    assert (cost_of([]), cost_of([Decimal(0)]), cost_of([Decimal("1.5"), Decimal(2)])) == (None, Decimal(0), Decimal("3.5"))
