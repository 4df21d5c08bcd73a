"""Sessions end by time, by a new password and by a changed second factor."""
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.receivers import clear_sessions
from accounts.roles import STAFF_ROLES, Role
from tests.accounts.totp import code
from tests.people import PASSWORD, someone

BEGAN = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ROLES = [role for role in Role if role != Role.VISITOR]


def is_in(client: Client) -> bool:
    """Whether the account page opens."""
    return client.get(reverse("accounts:account")).status_code == 200


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", ROLES)
def test_session_at_rest_ends_at_the_limit_of_the_role(db, role):
    limit = timedelta(hours=1 if role in STAFF_ROLES else 8)
    user = someone(role)
    with time_machine.travel(BEGAN, tick=False) as clock:
        early, late = signed_in(user), signed_in(user)
        clock.move_to(BEGAN + limit - timedelta(seconds=1))
        assert is_in(early)
        clock.move_to(BEGAN + limit)
        assert not is_in(late)
        assert SESSION_KEY not in late.session


@pytest.mark.parametrize("role", [Role.CONTENT_EDITOR, Role.MUNICIPAL_USER])
def test_session_in_use_ends_after_twelve_hours(db, role):
    with time_machine.travel(BEGAN, tick=False) as clock:
        client = signed_in(someone(role))
        answers = []
        for half_hours in range(1, 26):
            clock.move_to(BEGAN + half_hours * timedelta(minutes=30))
            answers.append(is_in(client))
        assert answers == [True] * 23 + [False] * 2


def test_session_is_noted_once_a_minute(db, django_assert_num_queries):
    with time_machine.travel(BEGAN, tick=False) as clock:
        client = signed_in(someone(Role.MUNICIPAL_USER))
        clock.move_to(BEGAN + MINUTE - timedelta(seconds=1))
        is_in(client)
        assert client.session["seen_at"] == BEGAN.timestamp()
        clock.move_to(BEGAN + MINUTE)
        is_in(client)
        assert client.session["seen_at"] == (BEGAN + MINUTE).timestamp()


def test_open_editor_that_asks_by_itself_does_not_keep_the_session(db):
    with time_machine.travel(BEGAN, tick=False) as clock:
        client = signed_in(someone(Role.CONTENT_EDITOR))
        clock.move_to(BEGAN + timedelta(minutes=59))
        client.get("/admin/editing-sessions/nothing/")
        clock.move_to(BEGAN + timedelta(minutes=60))
        assert not is_in(client)


def test_session_end_is_said_on_the_sign_in_page(db):
    with time_machine.travel(BEGAN, tick=False) as clock:
        client = signed_in(someone(Role.CONTENT_EDITOR))
        clock.move_to(BEGAN + timedelta(hours=2))
        page = client.get(reverse("accounts:account"), follow=True)
    assert page.redirect_chain == [("/accounts/login/?next=/accounts/", 302)]
    assert "Вход завершён, чтобы защитить вашу учётную запись" in page.content.decode()


def test_session_without_a_beginning_is_over(db):
    client = signed_in(someone(Role.MUNICIPAL_USER))
    session = client.session
    del session["began_at"]
    session.save()
    assert not is_in(client)


def test_password_change_ends_all_other_sessions(db):
    user = someone(Role.MUNICIPAL_USER)
    own, *others = (signed_in(user) for _ in range(4))
    key = own.session.session_key
    answer = own.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "три совы над мостом", "password2": "три совы над мостом"})
    assert answer.status_code == 302
    assert [is_in(client) for client in (own, *others)] == [True, False, False, False]
    assert own.session.session_key != key


def test_second_factor_switched_on_and_off_ends_all_other_sessions(committing_db):
    user = someone(Role.MUNICIPAL_USER)
    own, *others = (signed_in_with_password(user) for _ in range(3))
    page = own.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = own.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert [is_in(client) for client in (own, *others)] == [True, False, False]
    third = signed_in(user)
    answer = own.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.count() == 0
    assert [is_in(client) for client in (own, third)] == [True, False]


def signed_in_with_password(user) -> Client:
    """Through the door, so that the password counts as just entered."""
    client = Client()
    assert client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}).status_code == 302
    return client


def test_new_recovery_codes_end_all_other_sessions(committing_db):
    user = someone(Role.MUNICIPAL_USER, second_factor=True)
    own, other = signed_in_with_password(user), signed_in(user)
    own.post(reverse("mfa_authenticate"), {"code": code()})
    own.post(reverse("mfa_generate_recovery_codes"))
    assert [is_in(own), is_in(other)] == [True, False]


def test_clear_sessions_deletes_only_those_that_ran_out(db):
    for key, minutes in (("a" * 32, -1), ("b" * 32, 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=BEGAN + minutes * MINUTE)
    clear_sessions(BEGAN)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["b" * 32]
