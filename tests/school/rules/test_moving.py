"""Changes of state and transfers: each reason alone, and the days at their limits."""
from dataclasses import replace
from datetime import date

import pytest

from school.rules.moving import Change, change_reasons, transfer_reason
from school.rules.refusals import refusal

TODAY = date(2026, 11, 24)
CHANGE = Change("running", "leave", TODAY, TODAY, date(2026, 9, 1), date(2026, 10, 1), "по болезни", True)


@pytest.mark.parametrize(("changes", "reasons"), [
    ({}, ()),
    ({"reason": "  "}, (refusal("no_reason"),)),
    ({"reason": "", "needs_reason": False}, ()),
    ({"intake_state": "closed"}, (refusal("enrol_closed"),)),
    ({"on": date(2026, 11, 25)}, (refusal("future", on=date(2026, 11, 25)),)),
    ({"on": date(2026, 10, 1)}, ()),
    ({"on": date(2026, 9, 30)}, (refusal("before_state", state_on=date(2026, 10, 1)),)),
    ({"on": date(2026, 8, 31)}, (refusal("before_enrolment", enrolled=date(2026, 9, 1)),)),
    ({"return_on": TODAY}, (refusal("return_past"),)),
    ({"return_on": date(2026, 11, 25)}, ()),
    ({"return_on": TODAY, "after": "withdrawn"}, ()),
])
def test_reasons_against_a_change(changes, reasons):
    assert change_reasons(replace(CHANGE, **changes)) == reasons


@pytest.mark.parametrize(("state", "to_intake", "to_stream", "reason"), [
    ("active", 1, 12, None), ("leave", 1, 12, None), ("withdrawn", 1, 12, refusal("not_open")), ("completed", 1, 12, refusal("not_open")),
    ("active", 1, 11, refusal("same_stream")), ("active", 2, 21, refusal("other_intake")),
])
def test_transfer_reason(state, to_intake, to_stream, reason):
    assert transfer_reason(state, 1, 11, to_intake, to_stream) == reason
