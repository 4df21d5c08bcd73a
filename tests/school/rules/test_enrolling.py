"""Who may be given a place, and why not."""
from dataclasses import replace
from datetime import date

import pytest

from school.rules.dates import Span
from school.rules.enrolling import Candidate, Elsewhere, is_confirmable, reasons_against
from school.rules.refusals import refusal
from school.rules.seats import Seats

FREE = Candidate("running", "individual", "trainee", date(2026, 9, 1), date(2026, 9, 1), Span(date(2026, 9, 1), date(2027, 5, 31)), Seats(40, 39, 161, 160))


@pytest.mark.parametrize(("changes", "reasons"), [
    ({}, ()),
    ({"state": "selection"}, ()),
    ({"state": "plan"}, (refusal("enrol_plan"),)),
    ({"state": "nomination"}, (refusal("enrol_nomination"),)),
    ({"state": "closed"}, (refusal("enrol_closed"),)),
    ({"role": "team_leader"}, (refusal("role_individual"),)),
    ({"role": "team_leader", "kind": "team"}, ()),
    ({"kind": "team"}, (refusal("role_team"),)),
    ({"is_enrolled": True}, (refusal("enrolled"),)),
    ({"on": date(2026, 9, 2)}, (refusal("future", on=date(2026, 9, 2)),)),
    ({"on": date(2026, 8, 31)}, ()),
    ({"seats": Seats(40, 40, 161, 160)}, (refusal("stream_full", places=40, taken=40, left=1),)),
    ({"seats": Seats(40, 40, 161, 161)}, (refusal("intake_full", places=161, taken=161),)),
    ({"elsewhere": (Elsewhere("Набор 2", Span(date(2027, 5, 31), date(2027, 9, 1))),)}, (refusal("overlap", intake="Набор 2", days=1),)),
    ({"elsewhere": (Elsewhere("Набор 2", Span(date(2027, 6, 1), date(2027, 9, 1))),)}, ()),
    ({"elsewhere": (Elsewhere("Набор 2", Span(None, None)),)}, ()),
])
def test_reasons_against_a_place(changes, reasons):
    assert reasons_against(replace(FREE, **changes)) == reasons


def test_all_reasons_are_told_at_once():
    bad = replace(FREE, state="closed", role="team_leader", is_enrolled=True, seats=Seats(40, 40, 161, 161))
    assert [reason.code for reason in reasons_against(bad)] == ["enrol_closed", "role_individual", "enrolled", "intake_full"]


def test_only_an_overlap_may_be_confirmed():
    assert [is_confirmable(refusal(code)) for code in ("overlap", "enrolled", "stream_full")] == [True, False, False]
