"""Old practices weigh a little less; how much, at every edge."""
from __future__ import annotations

from datetime import date

import pytest

from search.rules.weight import WEIGHTS, weight_of

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("year", "weight"), [
    (2027, 100), (2026, 100), (2023, 100), (2022, 95), (2021, 95), (2020, 90), (2019, 90), (2018, 85), (2017, 85), (2016, 80), (1990, 80),
])
def test_weight_falls_with_the_years_since_the_work_ended(year, weight):
    assert weight_of(date(year, 6, 1), None, TODAY, "verified") == weight


def test_weight_changes_at_new_year_only():
    worked = date(2022, 12, 31)
    assert [weight_of(worked, None, day, "reported") for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31))] == [100, 95, 95]


def test_later_update_makes_an_old_practice_fresh_and_an_earlier_one_does_not():
    assert weight_of(date(2016, 1, 1), date(2025, 1, 1), TODAY, "verified") == 100
    assert weight_of(date(2025, 1, 1), date(2016, 1, 1), TODAY, "verified") == 100


@pytest.mark.parametrize("stage", ["defended", "implementing"])
def test_unfinished_work_counts_from_its_last_update(stage):
    assert weight_of(date(2030, 1, 1), date(2020, 1, 1), TODAY, stage) == 90


def test_practice_without_a_date_weighs_all():
    assert weight_of(None, None, TODAY, "verified") == 100


def test_no_weight_is_below_four_fifths():
    assert (max(WEIGHTS), min(WEIGHTS)) == (100, 80)
