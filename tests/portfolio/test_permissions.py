"""Who may touch practices: every role, every state."""
import pytest
from django.utils import timezone

from accounts.roles import Role
from portfolio.actions.withdraw import withdraw_practice
from portfolio.permissions import user_can_edit_practice, user_can_publish_practice, user_can_remove_practice, user_can_withdraw_practice
from tests.factories.portfolio import draft, live
from tests.people import someone

pytestmark = pytest.mark.django_db
EDITORS = {Role.CONTENT_EDITOR, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", Role)
def test_permissions_by_role(role):
    user, hidden, public, may = someone(role), draft(), live(), role in EDITORS
    gone = withdraw_practice(live(), someone(Role.CONTENT_EDITOR), timezone.now())
    assert [user_can_edit_practice(user, row) for row in (None, hidden, public, gone)] == [may, may, may, False]
    assert [user_can_publish_practice(user, row) for row in (None, hidden, public, gone)] == [may, may, may, False]
    assert [user_can_withdraw_practice(user, row) for row in (hidden, public, gone)] == [False, may, False]
    assert [user_can_remove_practice(user, row) for row in (hidden, public, gone)] == [may, False, False]


def test_permissions_of_nobody_and_of_an_inactive_editor():
    user = someone(Role.CONTENT_EDITOR, is_active=False)
    assert [user_can_edit_practice(who) for who in (None, user)] == [False, False]
