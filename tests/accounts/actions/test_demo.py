"""The users of the demo."""
from datetime import UTC, datetime

from allauth.account.models import EmailAddress

from accounts.actions.demo import DEMO_PASSWORD, DEMO_USERS, create_demo_users
from accounts.models import User

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_create_demo_users_twice_makes_each_once(db):
    assert [user.pk for user in create_demo_users(AT)] == [user.pk for user in create_demo_users(AT)]
    assert User.objects.count() == len(DEMO_USERS)


def test_create_demo_users_makes_what_is_promised(db):
    for demo, user in zip(DEMO_USERS, create_demo_users(AT), strict=True):
        user = User.objects.get(pk=user.pk)
        assert (user.email, user.name, user.roles, user.is_demo) == (demo.email, demo.name, {demo.role}, True)
        assert user.check_password(DEMO_PASSWORD)
        assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")) == [(demo.email, True, True)]
