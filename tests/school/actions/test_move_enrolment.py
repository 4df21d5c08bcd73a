"""Every pair of states by the action, who may, and what is written."""
from datetime import date
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from school.actions.move_enrolment import MoveRefused, NoSuchMove, move_enrolment
from school.models import EnrolmentMove
from school.rules.refusals import refusal
from school.states import ENROLMENT_TRANSITIONS, EnrolmentState, IntakeState
from tests.factories.school import EnrolmentFactory, IntakeRoleFactory
from tests.people import someone
from tests.school.conftest import AT

S = EnrolmentState


@pytest.mark.parametrize(("before", "after"), list(product(EnrolmentState, repeat=2)))
def test_move_goes_where_the_table_says(stream, before, after):
    enrolment = EnrolmentFactory(stream=stream, state=before)
    admin = someone(Role.ADMINISTRATOR)
    if (before, after) not in ENROLMENT_TRANSITIONS:
        with pytest.raises(NoSuchMove):
            move_enrolment(enrolment, after, admin, AT, reason="приказ")
        assert EnrolmentMove.objects.count() == 0
    else:
        assert move_enrolment(enrolment, after, admin, AT, reason="приказ").state == after
        move = EnrolmentMove.objects.get()
        assert (move.kind, move.state_before, move.state_after, move.reason) == (ENROLMENT_TRANSITIONS[before, after].verb, before, after, "приказ")


@pytest.mark.parametrize(("before", "after"), list(ENROLMENT_TRANSITIONS))
@pytest.mark.parametrize("role", [role for role in Role if role != Role.VISITOR])
def test_move_is_made_by_the_roles_of_the_table_only(stream, before, after, role):
    enrolment, user = EnrolmentFactory(stream=stream, state=before), someone(role)
    if role in (Role.CURATOR, Role.PSYCHOLOGIST):
        IntakeRoleFactory(user=user, role=role, intake=stream.intake)
    if role in ENROLMENT_TRANSITIONS[before, after].roles:
        assert move_enrolment(enrolment, after, user, AT, reason="приказ").state == after
    else:
        with pytest.raises(PermissionDenied):
            move_enrolment(enrolment, after, user, AT, reason="приказ")


def test_move_by_the_curator_of_another_intake_is_denied(stream, strange_curator):
    with pytest.raises(PermissionDenied):
        move_enrolment(EnrolmentFactory(stream=stream), S.LEAVE, strange_curator, AT, reason="болезнь")


def test_move_by_a_curator_whose_account_lost_the_role_is_denied(stream, curator):
    curator.groups.clear()
    curator.__dict__.pop("roles", None)
    with pytest.raises(PermissionDenied):
        move_enrolment(EnrolmentFactory(stream=stream), S.LEAVE, curator, AT, reason="болезнь")


def test_leave_keeps_its_days_and_the_return_forgets_them(stream, curator):
    enrolment = EnrolmentFactory(stream=stream)
    move_enrolment(enrolment, S.LEAVE, curator, AT, reason=" болезнь ", on=date(2026, 11, 20), return_on=date(2026, 12, 20))
    enrolment.refresh_from_db()
    assert (enrolment.state_on, enrolment.return_on, enrolment.reason) == (date(2026, 11, 20), date(2026, 12, 20), "болезнь")
    move_enrolment(enrolment, S.ACTIVE, curator, AT)
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.state_on, enrolment.return_on, enrolment.reason) == ("active", date(2026, 11, 24), None, "")
    assert list(EnrolmentMove.objects.values_list("kind", "on")) == [("leave", date(2026, 11, 20)), ("return", date(2026, 11, 24))]


@pytest.mark.parametrize(("kwargs", "reason"), [
    ({}, refusal("no_reason")), ({"reason": "x", "on": date(2026, 11, 25)}, refusal("future", on=date(2026, 11, 25))),
    ({"reason": "x", "on": date(2026, 8, 1)}, refusal("before_enrolment", enrolled=date(2026, 9, 1))),
    ({"reason": "x", "return_on": date(2026, 11, 24)}, refusal("return_past")),
])
def test_move_refused_changes_nothing(stream, manager, kwargs, reason):
    enrolment = EnrolmentFactory(stream=stream)
    with pytest.raises(MoveRefused) as caught:
        move_enrolment(enrolment, S.LEAVE, manager, AT, **kwargs)
    enrolment.refresh_from_db()
    assert (caught.value.reasons, enrolment.state, EnrolmentMove.objects.count()) == ((reason,), "active", 0)


def test_move_in_a_closed_intake_is_refused(stream, manager):
    stream.intake.state = IntakeState.CLOSED
    stream.intake.save()
    with pytest.raises(MoveRefused) as caught:
        move_enrolment(EnrolmentFactory(stream=stream, state=S.WITHDRAWN), S.ACTIVE, manager, AT, reason="решение суда")
    assert caught.value.reasons == (refusal("enrol_closed"),)


@pytest.mark.parametrize(("taken", "places", "reason"), [
    (2, 161, None), (3, 161, refusal("stream_full", places=3, taken=3, left=158)), (2, 2, refusal("intake_full", places=2, taken=2)),
])
def test_taking_back_needs_a_free_place(stream, manager, taken, places, reason):
    stream.intake.places = places
    stream.intake.save()
    EnrolmentFactory.create_batch(taken, stream=stream)
    gone = EnrolmentFactory(stream=stream, state=S.WITHDRAWN)
    if reason is None:
        assert move_enrolment(gone, S.ACTIVE, manager, AT, reason="ошибка").state == "active"
    else:
        with pytest.raises(MoveRefused) as caught:
            move_enrolment(gone, S.ACTIVE, manager, AT, reason="ошибка")
        assert caught.value.reasons == (reason,)


def test_taking_back_somebody_enrolled_anew_is_refused(stream, other_stream, manager):
    gone = EnrolmentFactory(stream=stream, state=S.WITHDRAWN)
    EnrolmentFactory(stream=other_stream, person=gone.person)
    with pytest.raises(MoveRefused) as caught:
        move_enrolment(gone, S.ACTIVE, manager, AT, reason="ошибка")
    assert caught.value.reasons == (refusal("enrolled"),)
