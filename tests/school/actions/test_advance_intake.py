"""Every pair of states of an intake by the action, who may, and the log."""
from datetime import date
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from school.actions.advance_intake import NoSuchStep, StepRefused, advance_intake
from school.models import IntakeRegion, IntakeStep
from school.rules.refusals import refusal
from school.states import INTAKE_TRANSITIONS, IntakeState
from tests.factories.school import EnrolmentFactory, IntakeFactory, StreamFactory
from tests.factories.territories import RegionFactory
from tests.people import someone
from tests.school.conftest import AT


def ready(before, after):
    """An intake for which nothing stands in the way of the move."""
    intake = IntakeFactory(state=before, ends=date(2026, 11, 24))
    IntakeRegion.objects.create(intake=intake, region=RegionFactory())
    stream = StreamFactory(intake=intake)
    if after in (IntakeState.RUNNING, IntakeState.CLOSED):
        EnrolmentFactory(stream=stream, state="completed")
    return intake


@pytest.mark.parametrize(("before", "after"), list(product(IntakeState, repeat=2)))
def test_intake_goes_where_the_table_says(db, before, after):
    intake, admin = ready(before, after), someone(Role.ADMINISTRATOR)
    if (before, after) not in INTAKE_TRANSITIONS:
        with pytest.raises(NoSuchStep):
            advance_intake(intake, after, admin, AT, "приказ")
        assert IntakeStep.objects.count() == 0
    else:
        assert advance_intake(intake, after, admin, AT, " приказ ").state == after
        assert list(IntakeStep.objects.values_list("intake", "before", "after", "reason", "by", "at")) == [(intake.pk, before, after, "приказ", admin.pk, AT)]


@pytest.mark.parametrize(("before", "after"), list(INTAKE_TRANSITIONS))
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER, Role.CURATOR, Role.CONTENT_EDITOR, Role.SELECTION_OFFICER, Role.TRAINEE])
def test_intake_is_moved_by_the_roles_of_the_table_only(db, before, after, role):
    intake, user = ready(before, after), someone(role)
    if role in INTAKE_TRANSITIONS[before, after].roles:
        assert advance_intake(intake, after, user, AT, "приказ").state == after
    else:
        with pytest.raises(PermissionDenied):
            advance_intake(intake, after, user, AT, "приказ")


@pytest.mark.parametrize(("before", "after", "reasons"), [
    (IntakeState.PLAN, IntakeState.NOMINATION, (refusal("no_regions"),)), (IntakeState.SELECTION, IntakeState.RUNNING, (refusal("no_streams"),)),
    (IntakeState.RUNNING, IntakeState.CLOSED, (refusal("not_over", last=date(2027, 5, 31)),)), (IntakeState.SELECTION, IntakeState.NOMINATION, (refusal("no_reason"),)),
])
def test_intake_refused_stays_and_logs_nothing(manager, before, after, reasons):
    intake = IntakeFactory(state=before)
    with pytest.raises(StepRefused) as caught:
        advance_intake(intake, after, manager, AT)
    intake.refresh_from_db()
    assert (caught.value.reasons, intake.state, IntakeStep.objects.count()) == (reasons, before, 0)


def test_intake_with_people_who_study_is_not_closed(manager):
    intake = IntakeFactory(ends=date(2026, 11, 24))
    for state in ("active", "leave", "withdrawn", "completed"):
        EnrolmentFactory(stream__intake=intake, state=state)
    with pytest.raises(StepRefused) as caught:
        advance_intake(intake, IntakeState.CLOSED, manager, AT)
    assert caught.value.reasons == (refusal("still_open", count=2),)


def test_intake_with_people_does_not_go_back_to_the_nomination(manager):
    intake = IntakeFactory(state=IntakeState.SELECTION)
    EnrolmentFactory(stream__intake=intake)
    with pytest.raises(StepRefused) as caught:
        advance_intake(intake, IntakeState.NOMINATION, manager, AT, "ошибка")
    assert caught.value.reasons == (refusal("has_seated", count=1),)
