"""One door: nothing but the staged sign-in lets anybody in."""
import re
import uuid

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.regex_helper import normalize

from accounts.roles import ADMIN_ROLES, Role
from tests.accounts.totp import code
from tests.people import PASSWORD, SECRET, someone

VALUES = ("1", "a", "abc-1", "2026", str(uuid.uuid4()), "accounts", "1-abc")
FIELDS = ("login", "email", "username", "user", "mail")
PREFIXES = ("", "en/")


def routes(patterns=None, before: str = "") -> set[str]:
    """An example address of every route of the site."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        for text in example(pattern.pattern):
            if isinstance(pattern, URLResolver):
                found |= routes(pattern.url_patterns, before + text)
            elif isinstance(pattern, URLPattern):
                found.add(before + text)
    return found


def example(pattern) -> list[str]:
    """Texts that a part of a route matches, one for each of its forms."""
    regex = getattr(pattern.regex, "pattern", None)
    if regex is None or not regex.strip("^"):
        return [""]
    made = []
    for form, names in normalize(regex):
        for value in VALUES:
            text = form % dict.fromkeys(names, value)
            if re.match(regex, text):
                made.append(text)
                break
    return made or [""]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_route_with_a_right_password_signs_nobody_in(db, prefix, settings):
    user = someone(Role.ADMINISTRATOR)
    settings.ACCOUNT_RATE_LIMITS = False
    addresses = sorted(routes())
    assert len(addresses) >= 200
    assert {"admin/login/", "_util/login/", "accounts/login/"} <= set(addresses)
    data = {**dict.fromkeys(FIELDS, user.email), "password": PASSWORD, "password1": PASSWORD, "next": "/desk/"}
    inside = []
    for address in addresses:
        client = Client(raise_request_exception=False)
        client.post(f"/{prefix}{address}", data)
        if SESSION_KEY in client.session:
            inside.append(address)
    assert inside == []


def test_walk_would_see_an_open_door(db, settings):
    """The control: the same user without a second factor is let in by the same walk, at the door alone."""
    user = someone(Role.ADMINISTRATOR, second_factor=False)
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert SESSION_KEY in client.session


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/", "/en/_util/login/"])
def test_other_sign_in_pages_lead_to_the_door(db, address):
    answer = Client().post(address + "?next=/admin/", {"username": "a", "password": "b"})
    assert (answer.status_code, answer.url.removeprefix("/en")) == (302, "/accounts/login/?next=/admin/")


def test_admin_and_desk_of_a_visitor_lead_to_the_door(db):
    assert Client().get("/admin/").url == "/accounts/login/?next=/admin/"
    assert Client().get("/desk/").url == "/accounts/login/?next=/desk/"
    assert Client().get("/en/desk/").url == "/en/accounts/login/?next=/en/desk/"


def test_staged_sign_in_needs_both_steps(db):
    user, client = someone(Role.CONTENT_EDITOR), Client()
    answer = client.post(reverse("account_login") + "?next=/admin/", {"login": user.email, "password": PASSWORD, "next": "/admin/"})
    assert (answer.url, SESSION_KEY in client.session) == ("/accounts/2fa/authenticate/", False)
    page = client.post(answer.url, {"code": "000000"})
    assert "Код не подошёл" in page.content.decode()
    assert SESSION_KEY not in client.session
    answer = client.post("/accounts/2fa/authenticate/", {"code": code(SECRET)})
    assert (answer.url, SESSION_KEY in client.session) == ("/admin/", True)


def test_code_used_once_does_not_work_again(db):
    user = someone(Role.CONTENT_EDITOR)
    now, answers = code(SECRET), []
    for client in (Client(), Client()):
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
        client.post("/accounts/2fa/authenticate/", {"code": now})
        answers.append(SESSION_KEY in client.session)
    assert answers == [True, False]


def test_session_key_changes_at_sign_in(db):
    user, client = someone(Role.MUNICIPAL_USER), Client()
    client.get(reverse("account_login"))
    session = client.session
    session["before"] = 1
    session.save()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.session.session_key != session.session_key
    assert client.session[SESSION_KEY] == str(user.pk)


def test_sign_out_by_get_asks_and_by_post_ends(db):
    client = Client()
    client.force_login(someone(Role.MUNICIPAL_USER))
    assert client.get(reverse("account_logout")).status_code == 200
    assert SESSION_KEY in client.session
    assert client.post(reverse("account_logout")).status_code == 302
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("email", ["municipal_user@people.invalid", "nobody@people.invalid", "asleep@people.invalid"])
def test_password_reset_answers_alike_for_every_address(db, email):
    someone(Role.MUNICIPAL_USER)
    someone(Role.MUNICIPAL_USER, email="asleep@people.invalid", is_active=False)
    answer = Client().post(reverse("account_reset_password"), {"email": email})
    assert (answer.status_code, answer.url) == (302, reverse("account_reset_password_done"))


@pytest.mark.parametrize("address", ["/admin/users/", "/admin/users/add/", "/admin/users/1/", "/admin/groups/", "/admin/groups/new/", "/admin/groups/1/delete/",
                                     "/admin/bulk/accounts/user/delete/?id=1", "/admin/bulk/accounts/user/assign_role/?id=1"])
@pytest.mark.parametrize("role", [*Role, "superuser"])
def test_users_and_groups_of_the_admin_are_closed_for_every_role(db, address, role):
    client = Client()
    if role != Role.VISITOR:
        client.force_login(someone(Role.ADMINISTRATOR, email="root@people.invalid", is_superuser=True) if role == "superuser" else someone(role))
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


@pytest.mark.parametrize("role", sorted(ADMIN_ROLES))
def test_admin_menu_offers_neither_users_nor_groups(db, role):
    client = Client()
    client.force_login(someone(role))
    page = client.get("/admin/").content.decode()
    assert "/admin/logout/" in page
    assert ("/admin/users/" in page, "/admin/groups/" in page) == (False, False)


def test_admin_opens_for_admin_roles_only(db):
    opened = []
    for role in Role:
        if role != Role.VISITOR:
            client = Client()
            client.force_login(someone(role))
            if client.get("/admin/").status_code == 200:
                opened.append(role)
    assert set(opened) == ADMIN_ROLES


def test_sign_up_of_the_library_is_closed(db):
    for client in (Client(), Client()):
        page = client.post(reverse("account_signup"), {"email": "new@people.invalid", "password1": PASSWORD, "password2": PASSWORD})
        assert "Сотрудников программы приглашает администратор" in page.content.decode()
    assert SESSION_KEY not in client.session
