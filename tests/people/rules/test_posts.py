"""Management record."""
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.rules.posts import Held, Length, between, later, management_record

TODAY = date(2026, 11, 24)


def test_management_record_overlapping_posts_count_once():
    posts = [Held(date(2015, 1, 1), date(2018, 12, 31)), Held(date(2017, 1, 1), date(2019, 12, 31))]
    assert management_record(posts, TODAY).length == Length(5, 0, 0)


def test_management_record_touching_posts_are_one_span():
    record = management_record([Held(date(2020, 1, 1), date(2020, 6, 30)), Held(date(2020, 7, 1), date(2020, 12, 31))], TODAY)
    assert record.spans == ((date(2020, 1, 1), date(2020, 12, 31)),)
    assert record.length == Length(1, 0, 0)


def test_management_record_with_a_gap_adds_up():
    record = management_record([Held(date(2010, 1, 1), date(2010, 6, 20)), Held(date(2012, 3, 1), date(2012, 9, 15))], TODAY)
    assert record.length == Length(1, 0, 5)  # 5 months 20 days + 6 months 15 days = 11 months 35 days


def test_management_record_open_post_lasts_until_the_day_asked():
    assert management_record([Held(date(2021, 11, 25), None)], TODAY).length == Length(5, 0, 0)
    assert management_record([Held(date(2021, 11, 26), None)], TODAY).length == Length(4, 11, 30)


def test_management_record_unknown_start_is_told_not_counted():
    assert management_record([Held(None, date(2019, 1, 1)), Held(None, None)], TODAY).unknown == 2
    assert management_record([Held(None, date(2019, 1, 1))], TODAY).length == Length()


def test_management_record_future_does_not_count():
    assert management_record([Held(date(2027, 1, 1), None)], TODAY).length == Length()
    assert management_record([Held(date(2026, 11, 24), date(2030, 1, 1))], TODAY).length == Length(0, 0, 1)


def test_management_record_of_nothing_is_nothing():
    assert management_record([], TODAY) == management_record(iter(()), TODAY)
    assert management_record([], TODAY).spans == ()


@pytest.mark.parametrize(("start", "months", "day"), [
    (date(2023, 1, 31), 1, date(2023, 2, 28)), (date(2024, 1, 31), 1, date(2024, 2, 29)), (date(2023, 12, 15), 1, date(2024, 1, 15)),
    (date(2023, 11, 30), 1, date(2023, 12, 30)), (date(2020, 2, 29), 12, date(2021, 2, 28)), (date(2023, 5, 31), 0, date(2023, 5, 31)),
])
def test_later_keeps_the_day_or_takes_the_last(start, months, day):
    assert later(start, months) == day


def test_between_counts_whole_months_only():
    assert between(date(2020, 1, 15), date(2021, 3, 14)) == Length(1, 1, 27)


days = st.dates(date(1990, 1, 1), date(2026, 11, 24))


@given(st.lists(st.tuples(days, days).map(sorted), max_size=6))
def test_management_record_spans_cover_exactly_the_days_of_the_posts(pairs):
    record = management_record([Held(start, end) for start, end in pairs], TODAY)
    inside = {day for start, end in pairs for day in range(start.toordinal(), end.toordinal() + 1)}
    assert {day for start, end in record.spans for day in range(start.toordinal(), end.toordinal() + 1)} == inside
