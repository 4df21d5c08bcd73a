"""`/place/`: kept in a visitor's cookie, with a user's account; chosen by typing, by the list, by a button; forgotten."""
from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from territories.models import Municipality, TerritoryRole
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone

pytestmark = pytest.mark.django_db
URL = "/place/"


@pytest.fixture
def town():
    """A town with a neighbour alike."""
    region = RegionFactory(name="Тульская область", slug="tula")
    MunicipalityFactory(name="Венёв", region=region, population=14_000, group="SML")
    return MunicipalityFactory(name="Алексин", region=region, population=15_000, group="SML")


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_visitor_types_the_name_and_gets_a_cookie_for_a_year(town, client, django_assert_num_queries):
    answer = client.post(URL, {"municipality": "Алексин", "next": "/practices/?q=парк"})
    cookie = answer.cookies["place"]
    assert (answer.status_code, answer.url) == (302, "/practices/?q=%D0%BF%D0%B0%D1%80%D0%BA")
    assert (cookie.value, cookie["max-age"], cookie["samesite"], bool(cookie["httponly"])) == (str(town.pk), 31_536_000, "Lax", True)
    client.get(URL)
    with django_assert_num_queries(1):
        page = text(client.get(URL))
    assert "Алексин, Тульская область" in page and "Венёв, Тульская область" in page and "малый город" in page


def test_line_of_the_list_is_kept_by_its_key(town, client):
    assert client.post(URL, {"municipality": "Алексин, Тульская область", "municipality_id": str(town.pk)}).cookies["place"].value == str(town.pk)


def test_name_that_means_several_is_answered_with_buttons(town, client):
    other = MunicipalityFactory(name="Алексин", region=RegionFactory(name="Пермский край", slug="perm"))
    answer = client.post(URL, {"municipality": "Алексин", "next": "/practices/"})
    page = text(answer)
    assert (answer.status_code, answer.cookies.get("place")) == (422, None)
    assert [f'value="{pk}"' in page for pk in (town.pk, other.pk)] == [True, True] and 'name="next" value="/practices/"' in page
    chosen = client.post(URL, {"choice": str(other.pk), "municipality": "Алексин", "next": "/practices/"})
    assert (chosen.url, chosen.cookies["place"].value) == ("/practices/", str(other.pk))


@pytest.mark.parametrize("sent", [{}, {"municipality": ""}, {"municipality": "Нетакого"}, {"municipality": "а" * 201}, {"municipality": "<b>"}])
def test_what_names_no_place_is_refused_and_keeps_nothing(town, client, sent):
    answer = client.post(URL, sent)
    assert (answer.status_code, answer.cookies.get("place")) == (422, None)


@pytest.mark.parametrize("choice", ["x", "-1", "９", "999999999", "9" * 30])
def test_button_of_no_place_keeps_nothing(town, client, choice):
    assert client.post(URL, {"choice": choice}).cookies.get("place") is None


def test_ended_place_cannot_be_chosen_and_a_kept_one_is_not_shown(town, client):
    client.cookies["place"] = str(town.pk)
    Municipality.objects.filter(pk=town.pk).update(valid_to=date(2024, 1, 1))
    MunicipalityFactory()
    assert client.post(URL, {"choice": str(town.pk)}).cookies.get("place") is None
    assert "Больше всего похожи" not in text(client.get(URL))


def test_visitor_forgets_the_place(town, client):
    client.cookies["place"] = str(town.pk)
    answer = client.post(URL, {"forget": "1", "next": "https://evil.example/"})
    assert (answer.url, answer.cookies["place"].value) == ("/place/", "")


def test_place_of_a_user_is_kept_with_the_account_alone(town):
    owner, colleague, client = someone(Role.MUNICIPAL_USER), someone(Role.MUNICIPAL_USER, email="other@people.invalid"), Client()
    client.force_login(owner)
    assert client.post(URL, {"municipality": "Алексин"}).cookies.get("place") is None
    assert list(User.objects.filter(pk__in=[owner.pk, colleague.pk]).order_by("pk").values_list("place", flat=True)) == [town.pk, None]
    other = Client()
    other.force_login(colleague)
    assert "Алексин" not in text(other.get(URL))
    client.post(URL, {"forget": "1"})
    assert User.objects.get(pk=owner.pk).place is None


def test_municipal_user_sees_where_they_work_without_choosing(town, client):
    user = someone(Role.MUNICIPAL_USER)
    TerritoryRole.objects.create(user=user, role=Role.MUNICIPAL_USER.value, territory=town.territory, since=date(2026, 1, 1), given_at="2026-01-01T00:00Z")
    client.force_login(user)
    page = text(client.get(URL))
    assert ("Известно по вашей работе" in page, "Забыть выбор" in page) == (True, False)


def test_page_depends_on_cookies_and_is_not_for_search_engines(town, client):
    answer = client.get(URL)
    assert "Cookie" in answer["Vary"] and 'content="noindex"' in text(answer)
    assert "Your municipality" in text(client.get("/en/place/"))


@pytest.mark.parametrize("back", ["foo", "account_logout"])
def test_way_back_is_an_address_and_never_the_name_of_a_view(town, client, back):
    answer = client.post(URL, {"forget": "1", "next": back})
    assert (answer.status_code, answer.url) == (302, back)
