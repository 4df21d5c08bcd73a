"""What must be in order before an intake goes on, and what is overdue."""
from dataclasses import replace
from datetime import date

import pytest

from school.rules.advancing import Overdue, Standing, advance_reasons, overdue
from school.rules.dates import Span
from school.rules.refusals import refusal

TODAY = date(2027, 5, 31)
READY = Standing(Span(date(2026, 9, 1), TODAY), 89, 4, 161, 161, 161, 0, TODAY)


@pytest.mark.parametrize(("after", "back", "changes", "reasons"), [
    ("nomination", False, {}, ()),
    ("nomination", False, {"regions": 0}, (refusal("no_regions"),)),
    ("nomination", False, {"regions": 0, "span": Span(None, TODAY)}, (refusal("no_regions"), refusal("no_days"))),
    ("selection", False, {"streams": 0}, ()),
    ("running", False, {}, ()),
    ("running", False, {"streams": 0, "seated": 0, "in_streams": 0}, (refusal("no_streams"),)),
    ("running", False, {"seated": 0}, (refusal("nobody"),)),
    ("running", False, {"in_streams": 162}, (refusal("streams_over", in_streams=162, places=161),)),
    ("running", False, {"span": Span(TODAY, None)}, (refusal("no_days"),)),
    ("closed", False, {}, ()),
    ("closed", False, {"still_open": 3}, (refusal("still_open", count=3),)),
    ("closed", False, {"today": date(2027, 5, 30)}, (refusal("not_over", last=TODAY),)),
    ("plan", True, {"seated": 0}, ()),
    ("plan", True, {"seated": 1}, (refusal("has_seated", count=1),)),
    ("nomination", True, {"seated": 2}, (refusal("has_seated", count=2),)),
    ("selection", True, {}, ()),
    ("running", True, {}, ()),
])
def test_advance_reasons(after, back, changes, reasons):
    assert advance_reasons(replace(READY, **changes), after, back) == reasons


SPAN = Span(date(2026, 9, 1), date(2027, 5, 31))


@pytest.mark.parametrize(("state", "returns", "today", "found"), [
    ("plan", (), date(2026, 9, 1), ()),
    ("plan", (), date(2026, 9, 2), (Overdue("should_have_begun", 1),)),
    ("selection", (), date(2026, 9, 11), (Overdue("should_have_begun", 10),)),
    ("running", (), date(2027, 5, 31), ()),
    ("running", (), date(2027, 6, 1), (Overdue("should_have_ended", 1),)),
    ("closed", (), date(2027, 6, 1), ()),
    ("running", (date(2026, 10, 1), date(2026, 10, 5), date(2026, 10, 6)), date(2026, 10, 6), (Overdue("should_be_back", 5, 2),)),
])
def test_overdue(state, returns, today, found):
    assert overdue(state, SPAN, returns, today) == found


def test_overdue_without_days_is_nothing():
    assert overdue("plan", Span(None, None), (), TODAY) == ()
