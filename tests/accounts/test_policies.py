"""Rights in the back office by role."""
import pytest

from accounts.policies import RolePolicy
from accounts.roles import Role
from taxonomy.models import Tag
from tests.people import someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy():
    return RolePolicy(Tag, [Role.CURATOR], ("change", "view"))


@pytest.mark.parametrize("role", Role)
def test_policy_lets_only_its_roles_do_only_its_acts(policy, role):
    user = someone(role)
    assert [policy.user_has_permission(user, act) for act in ("add", "change", "delete", "view")] == (
        [False, True, False, True] if role == Role.CURATOR else [False] * 4
    )


def test_policy_holder_no_longer_active_may_nothing(policy):
    user = someone(Role.CURATOR)
    assert list(policy.users_with_any_permission(["change"])) == [user]
    user.is_active = False
    user.save()
    assert policy.user_has_permission(user, "change") is False
    assert list(policy.users_with_any_permission(["change"])) == []


def test_policy_act_nobody_may_has_no_holders(policy):
    someone(Role.CURATOR)
    assert list(policy.users_with_any_permission(["delete"])) == []
