"""Theme and text size, for people and for visitors."""
import pytest
from django.test import Client, RequestFactory

from accounts.context import Display, display_of
from accounts.models import TextSize, Theme, User
from accounts.roles import Role
from tests.people import someone

URL = "/accounts/display/"
HERE = "http://testserver"


def choose(client: Client, origin: str | None = HERE, **data):
    headers = {"Origin": origin} if origin is not None else {}
    return client.post(URL, data, headers=headers)


@pytest.mark.parametrize("theme", Theme.values)
@pytest.mark.parametrize("size", TextSize.values)
def test_display_of_a_visitor_is_kept_for_a_year(db, theme, size, django_assert_num_queries):
    client = Client()
    with django_assert_num_queries(0):
        answer = choose(client, theme=theme, text_size=size, next="/practices/?q=парк")
    assert answer.url == "/practices/?q=%D0%BF%D0%B0%D1%80%D0%BA"
    assert {name: (c.value, c["max-age"], c["samesite"], bool(c["httponly"])) for name, c in answer.cookies.items()} == {
        "theme": (theme, 31_536_000, "Lax", True), "text_size": (str(size), 31_536_000, "Lax", True),
    }
    page = client.get("/accounts/login/").content.decode()
    assert f'data-theme="{theme}" data-size="{size}"' in page


def test_display_of_a_person_is_kept_with_them(db):
    user, client = someone(Role.MUNICIPAL_USER), Client()
    client.force_login(user)
    assert choose(client, theme="dark", text_size=150, next="/").cookies == {}
    assert User.objects.values_list("theme", "text_size").get(pk=user.pk) == ("dark", 150)
    other = Client()
    other.force_login(user)
    assert 'data-theme="dark" data-size="150"' in other.get("/accounts/").content.decode()


def test_display_sent_in_part_leaves_the_rest(db):
    user, client = someone(Role.MUNICIPAL_USER, theme="dark", text_size=125), Client()
    client.force_login(user)
    choose(client, text_size=150)
    assert User.objects.values_list("theme", "text_size").get(pk=user.pk) == ("dark", 150)


@pytest.mark.parametrize("data", [{}, {"theme": "pink"}, {"text_size": "200"}, {"text_size": "1e2"}, {"theme": "<b>", "text_size": "-1"}])
def test_display_with_unknown_values_changes_nothing(db, data):
    answer = choose(Client(), **data)
    assert (answer.status_code, answer.url, dict(answer.cookies)) == (302, "/", {})


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "http:///evil.example", "\\\\evil.example", ""])
def test_display_never_leads_outside(db, there):
    assert choose(Client(), theme="dark", next=there).url == "/"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", None])
def test_display_from_elsewhere_is_refused(db, origin):
    user, client = someone(Role.MUNICIPAL_USER), Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert choose(client, origin, theme="dark").status_code == 404
    assert User.objects.get(pk=user.pk).theme == "system"


def test_display_without_origin_is_judged_by_referer(db):
    client = Client()
    assert client.post(URL, {"theme": "dark"}, headers={"Referer": f"{HERE}/practices/"}).status_code == 302
    assert client.post(URL, {"theme": "dark"}, headers={"Referer": "https://evil.example/"}).status_code == 404


def test_display_by_get_is_refused(db):
    assert Client().get(URL).status_code == 405


def test_display_for_a_script_answers_without_a_page(db):
    answer = Client().post(URL, {"theme": "dark"}, headers={"Origin": HERE, "X-Requested-With": "fetch"})
    assert (answer.status_code, answer.content, answer.cookies["theme"].value) == (204, b"", "dark")


def test_page_for_a_visitor_sets_no_cookie_and_varies_by_it(db):
    answer = Client().get("/accounts/signup/")
    assert dict(answer.cookies) == {}
    assert "Cookie" in answer.headers["Vary"]


@pytest.mark.parametrize(("cookies", "expected"), [
    ({}, Display()), ({"theme": "dark", "text_size": "125"}, Display("dark", 125)),
    ({"theme": "pink", "text_size": "7"}, Display()), ({"theme": "light", "text_size": "１５０"}, Display("light", 100)),
])
def test_display_of_cookies(cookies, expected):
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    assert display_of(request) == expected
