"""Giving and taking roles."""
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.users.models import UserProfile

from accounts.actions.grant_role import NotARole, grant_role
from accounts.actions.revoke_role import LastAdministrator, revoke_role
from accounts.models import RoleChange
from accounts.roles import ADMIN_ROLES, Role
from tests.factories.accounts import UserFactory
from tests.people import someone

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ROLES = [role for role in Role if role != Role.VISITOR]


def changes():
    return list(RoleChange.objects.values_list("user__email", "role", "is_granted", "by__email", "at"))


@pytest.mark.parametrize("role", ROLES)
def test_grant_role_by_administrator_gives_and_notes_it(db, role):
    admin, user = someone(Role.ADMINISTRATOR), UserFactory()
    assert user.roles == frozenset()
    assert grant_role(user, role, by=admin, at=AT) is True
    assert user.roles == {role}
    assert changes() == [(user.email, role, True, admin.email, AT)]


def test_grant_role_twice_is_noted_once(db):
    user = UserFactory()
    assert [grant_role(user, Role.CURATOR, by=None, at=AT) for _ in range(2)] == [True, False]
    assert changes() == [(user.email, Role.CURATOR, True, None, AT)]


@pytest.mark.parametrize("role", [role for role in ROLES if role != Role.ADMINISTRATOR])
def test_roles_are_refused_to_everyone_but_administrators(db, role):
    user, by = UserFactory(), someone(role)
    with pytest.raises(PermissionDenied):
        grant_role(user, Role.CURATOR, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        revoke_role(by, role, by=by, at=AT)
    assert (user.roles, by.roles, changes()) == (frozenset(), {role}, [])


def test_grant_role_visitor_is_refused(db):
    with pytest.raises(NotARole):
        grant_role(UserFactory(), Role.VISITOR, by=None, at=AT)


@pytest.mark.parametrize("role", ROLES)
def test_grant_role_of_the_admin_prefers_russian_there(db, role):
    user = UserFactory()
    grant_role(user, role, by=None, at=AT)
    assert list(UserProfile.objects.filter(user=user).values_list("preferred_language", flat=True)) == (["ru"] if role in ADMIN_ROLES else [])


def test_grant_role_keeps_a_chosen_language(db):
    user = UserFactory()
    UserProfile.objects.create(user=user, preferred_language="en")
    grant_role(user, Role.CONTENT_EDITOR, by=None, at=AT)
    assert UserProfile.objects.get(user=user).preferred_language == "en"


def test_revoke_role_takes_and_notes_it(db):
    admin, user = someone(Role.ADMINISTRATOR), someone(Role.CURATOR)
    assert [revoke_role(user, Role.CURATOR, by=admin, at=AT) for _ in range(2)] == [True, False]
    assert user.roles == frozenset()
    assert changes() == [(user.email, Role.CURATOR, False, admin.email, AT)]


def test_revoke_role_of_the_last_active_administrator_is_refused(db):
    admin = someone(Role.ADMINISTRATOR)
    asleep = someone(Role.ADMINISTRATOR, email="asleep@people.invalid", is_active=False)
    with pytest.raises(LastAdministrator):
        revoke_role(admin, Role.ADMINISTRATOR, by=admin, at=AT)
    asleep.is_active = True
    asleep.save()
    assert revoke_role(admin, Role.ADMINISTRATOR, by=admin, at=AT) is True
