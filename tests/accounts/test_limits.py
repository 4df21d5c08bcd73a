"""Limits on guessing, at N and N + 1."""
import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.accounts.totp import code
from tests.people import PASSWORD, someone

TOO_MANY = "Слишком много попыток"


def try_in(email: str, password: str, ip: str = "10.0.0.1"):
    return Client(REMOTE_ADDR=ip).post(reverse("account_login"), {"login": email, "password": password})


def test_wrong_passwords_of_one_account_are_counted_to_five(db):
    user = someone(Role.MUNICIPAL_USER)
    pages = [try_in(user.email, "wrong", f"10.0.0.{n}").content.decode() for n in range(6)]
    assert ["Адрес или пароль не подошли" in page for page in pages] == [True] * 5 + [False]
    assert [TOO_MANY in page for page in pages] == [False] * 5 + [True]


@pytest.mark.parametrize(("wrong", "let_in"), [(4, True), (5, False)])
def test_right_password_after_wrong_ones(db, wrong, let_in):
    user = someone(Role.MUNICIPAL_USER)
    for _ in range(wrong):
        try_in(user.email, "wrong")
    assert (try_in(user.email, PASSWORD).status_code == 302) is let_in


def test_limit_of_one_account_leaves_others_alone(db):
    user, other = someone(Role.MUNICIPAL_USER), someone(Role.TRAINEE)
    for _ in range(6):
        try_in(user.email, "wrong")
    assert try_in(other.email, PASSWORD).status_code == 302


def test_wrong_passwords_from_one_address_are_counted_to_ten(db):
    pages = [try_in(f"nobody{n}@people.invalid", "wrong").content.decode() for n in range(11)]
    assert [TOO_MANY in page for page in pages] == [False] * 10 + [True]


def test_sign_ins_from_one_address_are_counted_to_thirty(db):
    answers = [Client(REMOTE_ADDR="10.0.0.9").post(reverse("account_login"), {}).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


def test_page_for_too_many_is_ours(db):
    for _ in range(30):
        Client().post(reverse("account_login"), {})
    page = Client().post(reverse("account_login"), {})
    assert page.status_code == 429
    assert '<html lang="ru"' in page.content.decode()


def test_wrong_codes_are_counted_to_five(db):
    user, client = someone(Role.CONTENT_EDITOR), Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    pages = [client.post(reverse("mfa_authenticate"), {"code": f"00000{n}"}).content.decode() for n in range(6)]
    assert ["Код не подошёл" in page for page in pages] == [True] * 5 + [False]
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert SESSION_KEY not in client.session


def test_password_resets_of_one_account_are_counted_to_five(db, mailoutbox):
    user = someone(Role.MUNICIPAL_USER)
    answers = [Client(REMOTE_ADDR=f"10.0.0.{n}").post(reverse("account_reset_password"), {"email": user.email}).status_code for n in range(6)]
    assert answers == [302] * 5 + [429]
