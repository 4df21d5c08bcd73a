"""Groups of the roles and what they may reach in the Wagtail admin."""
import pytest
from django.contrib.auth.models import Group, Permission

from accounts.roles import ADMIN_ROLES, STAFF_ROLES, Role
from tests.people import NAMES, someone

ROLES = [role for role in Role if role != Role.VISITOR]


def test_groups_after_migration_are_the_roles(db):
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(ROLES)


def test_admin_access_after_migration_is_held_by_admin_roles_only(db):
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    assert set(access.group_set.values_list("name", flat=True)) == set(ADMIN_ROLES)


def test_page_rights_after_migration_are_held_by_publishers_only(db):
    held = set(Group.objects.filter(page_permissions__isnull=False).values_list("name", flat=True))
    assert held == {Role.CONTENT_EDITOR, Role.ADMINISTRATOR}


def test_people_are_one_per_role():
    assert set(NAMES) == set(ROLES)
    assert len(set(NAMES.values())) == len(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_someone_holds_the_role(db, role):
    user = someone(role)
    assert (user.roles, user.has_role(role), user.is_staff) == ({role}, True, role in STAFF_ROLES)
    assert someone(role).pk == user.pk
