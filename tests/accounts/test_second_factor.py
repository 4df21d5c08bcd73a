"""Staff need a second factor outside the demo."""
import pytest
from django.test import Client
from django.urls import reverse

from accounts.middleware import guarded
from accounts.roles import ADMIN_ROLES, STAFF_ROLES, Role
from tests.people import someone

ROLES = [role for role in Role if role != Role.VISITOR]
SET_UP = "/accounts/2fa/totp/activate/"


def answer(role, address: str, second_factor: bool):
    client = Client()
    client.force_login(someone(role, second_factor=second_factor))
    response = client.get(address)
    return response.url if response.status_code == 302 else response.status_code


@pytest.mark.parametrize("role", ROLES)
def test_desk_without_second_factor_leads_staff_to_the_set_up(db, settings, role):
    settings.DEMO = False
    assert answer(role, "/desk/", second_factor=False) == (SET_UP if role in STAFF_ROLES else 200)
    assert answer(role, "/desk/", second_factor=True) == 200


@pytest.mark.parametrize("role", ROLES)
def test_desk_in_the_demo_asks_nobody(db, settings, role):
    settings.DEMO = True
    assert answer(role, "/desk/", second_factor=False) == 200


@pytest.mark.parametrize("role", sorted(ADMIN_ROLES))
def test_admin_without_second_factor_leads_to_the_set_up(db, settings, role):
    settings.DEMO = False
    assert answer(role, "/admin/", second_factor=False) == SET_UP
    settings.DEMO = True
    assert answer(role, "/admin/", second_factor=False) == 200


def test_posts_and_deep_addresses_are_guarded_too(db, settings):
    settings.DEMO = False
    client = Client()
    client.force_login(someone(Role.CONTENT_EDITOR, second_factor=False))
    for address in ("/desk/imports/", "/en/desk/", "/desk/files/1/", "/admin/pages/", "/admin/snippets/"):
        assert [client.get(address).url.removeprefix("/en"), client.post(address).url.removeprefix("/en")] == [SET_UP, SET_UP]


def test_superuser_is_guarded(db, settings):
    settings.DEMO = False
    client = Client()
    client.force_login(someone(Role.MUNICIPAL_USER, email="root@people.invalid", is_superuser=True))
    assert client.get("/admin/").url == SET_UP


def test_set_up_itself_and_public_pages_stay_open(db, settings):
    settings.DEMO = False
    client = Client()
    client.force_login(someone(Role.CONTENT_EDITOR, second_factor=False))
    page = client.get(SET_UP)
    assert page.status_code == 200
    assert "Сотрудники программы входят в два шага" in page.content.decode()
    assert client.get(reverse("accounts:account")).status_code == 200


@pytest.mark.parametrize(("path", "is_guarded"), [
    ("/desk/", True), ("/desk/imports/3/", True), ("/en/desk/", True), ("/ru/desk/", True), ("/admin/", True), ("/admin/pages/", True),
    ("/", False), ("/desks/", False), ("/practices/desk/", False), ("/accounts/2fa/totp/activate/", False), ("/en/", False),
])
def test_guarded_addresses(path, is_guarded):
    assert guarded(path) is is_guarded
