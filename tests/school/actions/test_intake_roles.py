"""Roles in an intake: given to whoever holds the role, ended at once, never deleted."""
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from school.actions.end_intake_role import end_intake_role
from school.actions.give_intake_role import RoleRefused, give_intake_role
from school.models import IntakeRole
from school.permissions import roles_in
from school.rules.refusals import refusal
from tests.people import someone
from tests.school.conftest import AT

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def now(time_machine):
    """The day of these tests."""
    time_machine.move_to(AT, tick=False)


def test_role_is_given_from_today_and_logged(intake, manager):
    user = someone(Role.CURATOR)
    held = give_intake_role(user, Role.CURATOR, intake, manager, AT)
    assert (held.since, held.until, held.given_by, held.given_at) == (TODAY, None, manager, AT)
    assert roles_in(user, intake.pk) == {"curator"}


@pytest.mark.parametrize(("until", "reason"), [(TODAY, "until_past"), (TODAY + timedelta(days=1), None)])
def test_role_with_a_last_day(intake, manager, until, reason):
    user = someone(Role.PSYCHOLOGIST)
    if reason is None:
        assert give_intake_role(user, Role.PSYCHOLOGIST, intake, manager, AT, until).until == until
    else:
        with pytest.raises(RoleRefused) as caught:
            give_intake_role(user, Role.PSYCHOLOGIST, intake, manager, AT, until)
        assert caught.value.reason == refusal(reason)


def test_role_that_the_account_lacks_is_refused(intake, manager):
    with pytest.raises(RoleRefused) as caught:
        give_intake_role(someone(Role.MENTOR), Role.CURATOR, intake, manager, AT)
    assert caught.value.reason == refusal("no_account_role")


def test_role_of_a_blocked_user_is_refused(intake, manager):
    user = someone(Role.CURATOR)
    user.is_active = False
    with pytest.raises(RoleRefused):
        give_intake_role(user, Role.CURATOR, intake, manager, AT)


def test_role_that_no_intake_knows_is_an_error(intake, manager):
    with pytest.raises(ValueError, match="content_editor"):
        give_intake_role(someone(Role.CONTENT_EDITOR), Role.CONTENT_EDITOR, intake, manager, AT)


@pytest.mark.parametrize("until", [None, date(2026, 12, 31)])
def test_role_held_already_is_refused(intake, manager, until):
    user = someone(Role.CURATOR)
    give_intake_role(user, Role.CURATOR, intake, manager, AT, until)
    with pytest.raises(RoleRefused) as caught:
        give_intake_role(user, Role.CURATOR, intake, manager, AT)
    assert caught.value.reason == refusal("role_held")


def test_role_ended_holds_no_more_at_once_and_can_be_given_anew(intake, manager):
    user = someone(Role.CURATOR)
    held = give_intake_role(user, Role.CURATOR, intake, manager, AT)
    assert (end_intake_role(held, manager, AT), end_intake_role(held, manager, AT)) == (True, False)
    assert (roles_in(user, intake.pk), IntakeRole.objects.get().ended_by) == (frozenset(), manager)
    give_intake_role(user, Role.CURATOR, intake, manager, AT)
    assert (roles_in(user, intake.pk), IntakeRole.objects.count()) == ({"curator"}, 2)


@pytest.mark.parametrize("role", [Role.CURATOR, Role.SELECTION_OFFICER, Role.CONTENT_EDITOR, Role.TRAINEE])
def test_roles_are_given_and_ended_by_managers_only(intake, manager, role):
    held = give_intake_role(someone(Role.CURATOR), Role.CURATOR, intake, manager, AT)
    with pytest.raises(PermissionDenied):
        give_intake_role(someone(Role.MENTOR), Role.MENTOR, intake, someone(role), AT)
    with pytest.raises(PermissionDenied):
        end_intake_role(held, someone(role), AT)


@pytest.mark.parametrize(("since", "until", "holds"), [
    (TODAY, None, True), (TODAY + timedelta(days=1), None, False), (TODAY - timedelta(days=9), TODAY + timedelta(days=1), True),
    (TODAY - timedelta(days=9), TODAY, False),
])
def test_role_holds_between_its_days(intake, since, until, holds):
    user = someone(Role.CURATOR)
    IntakeRole.objects.create(user=user, role=Role.CURATOR, intake=intake, since=since, until=until, given_at=AT)
    assert roles_in(user, intake.pk) == ({"curator"} if holds else set())


def test_roles_in_of_nobody_and_of_a_blocked_user(intake, curator):
    curator.is_active = False
    assert (roles_in(None, intake.pk), roles_in(curator, intake.pk)) == (frozenset(), frozenset())


def test_roles_in_of_those_who_reach_everywhere(intake, manager):
    assert (roles_in(manager, intake.pk), roles_in(someone(Role.ADMINISTRATOR), intake.pk)) == ({"programme_manager"}, {"administrator"})
