"""Lists and cards for paper: what they hold, how far they go, what strangers may see."""
from __future__ import annotations

import re
from html import unescape

import pytest
from django.utils import timezone

from accounts.roles import Role
from ops.outbox import drain_all
from portfolio.actions.withdraw import withdraw_practice
from search.views.printing import MOST
from tests.factories import portfolio as practices
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
URL = "/practices/print/"


def rows(response) -> list[str]:
    """Titles in the table, in order."""
    text = response.content.decode()
    return [unescape(title).replace("\xa0", " ") for title in re.findall(r'scope="row"[^>]*><a href="[^"]*">(.*?)</a>', text)]


def cards(response) -> list[str]:
    """Titles of the cards, in order."""
    return [card.title for card, _ in response.context["rows"]]


def test_list_holds_the_search_in_its_order_and_says_its_filters(client, three):
    response = client.get(URL, {"region": "perm", "sort": "cost"})
    text = response.content.decode()
    assert rows(response) == ["Контейнерные площадки для частного сектора", "Парк у реки"]
    assert ("Фильтры: Пермский край" in text, "Порядок: сначала недорогие" in text) == (True, True)
    assert 'href="http://testserver/practices/?region=perm&amp;sort=cost"' in text


def test_list_says_what_is_missing_instead_of_zero(client):
    practices.live(title="Без денег", budget=())
    drain_all()
    text = client.get(URL).content.decode()
    assert ("не указана" in text, "0 ₽" in text) == (True, False)


@pytest.mark.parametrize(("number", "note"), [(MOST, False), (MOST + 1, True)])
def test_list_ends_at_a_hundred_and_says_so(client, number, note):
    for at in range(number):
        practices.live(title=f"Запас {at}")
    drain_all()
    response = client.get(URL)
    assert (len(rows(response)), f"Первые <span class=\"num\">{MOST}</span> из <span class=\"num\">{number}</span>" in response.content.decode()) == (MOST, note)


def test_cards_stand_in_the_order_of_choice_once_each(client, three):
    bus, bins, park = (row.number for row in three)
    assert cards(client.get(URL, {"n": [park, bus, park]})) == ["Парк у реки", "Оптимизация согласования маршрута автобуса"]


def test_cards_leave_out_drafts_and_the_withdrawn_and_count_them_alike(client, three):
    draft = practices.draft(title="Ещё не готово")
    withdraw_practice(three[2], someone(Role.CONTENT_EDITOR), timezone.now())
    text = client.get(URL, {"n": [three[0].number, draft.number, three[2].number, 999_999]}).content.decode()
    assert ("3 из выбранных больше нет в каталоге" in text, "Ещё не готово" in text, "Парк у реки" in text) == (True, False, False)


def test_cards_of_nothing_published_offer_the_way_back(client, three):
    text = client.get(URL, {"n": "999999", "q": "парк"}).content.decode()
    assert ("Ни одной из выбранных практик больше нет" in text, 'href="/practices/?q=%D0%BF' in text) == (True, True)


@pytest.mark.parametrize("state", ["n=x", "n=-1", "n=0", "n=%00", "n=" + "9" * 40, "n=", "n[]=1"])
def test_malformed_numbers_are_no_choice(client, three, state):
    assert len(rows(client.get(f"{URL}?{state}"))) == 3


def test_choice_ends_at_a_hundred(client, three):
    state = "&".join(f"n={number}" for number in range(900_000, 900_000 + MOST))
    assert client.get(f"{URL}?{state}&n={three[0].number}").context["absent"] == MOST


def test_nothing_found_is_said(client, three):
    assert "Ничего не нашлось" in client.get(URL, {"q": "паромоная"}).content.decode()


def test_too_long_is_a_clear_400(client, three):
    assert client.get(URL, {"q": "а" * 1001}).status_code == 400


def test_machines_keep_out(client, three):
    assert '<meta name="robots" content="noindex">' in client.get(URL).content.decode()


@pytest.mark.parametrize(("state", "expected"), [({}, 4), ({"q": "маршрут"}, 4), ({"n": "all"}, 5)])
def test_sql_count_is_constant(client, django_assert_num_queries, three, state, expected):
    def ask():
        return client.get(URL, {"n": [row.number for row in three]} if "n" in state else state)

    ask()
    with django_assert_num_queries(expected):
        ask()
    for at in range(7):
        three.append(practices.live(title=f"Маршрут автобуса {at}"))
    drain_all()
    ask()
    with django_assert_num_queries(expected):
        ask()
