"""The saver's screens and the visitor's: one post, undo, nobody else's, and a link that scanners may open."""
from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions.run_retention import run_retention
from accounts.personal import HOLDERS
from accounts.roles import Role
from ops.outbox import drain_all
from search.actions.save_search import MOST
from search.actions.subscribe import MOST_SUBSCRIBED
from search.models import SavedSearch
from search.news import newest_number
from tests.factories.portfolio import live
from tests.people import someone
from tests.search.saved.making import BUS, letters, saved, subscribed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
NEW, LIST, ASK = "/practices/saved/new/", "/practices/saved/", "/practices/subscribe/"


@pytest.fixture
def mayor():
    return someone(Role.MUNICIPAL_USER)


@pytest.fixture
def browser(client, mayor):
    client.force_login(mayor)
    return client


def key_of(response) -> str:
    """The form's key."""
    return str(response.context["key"])


def link(letter: dict) -> str:
    """The path in a letter."""
    return re.search(r"https?://[^/]+(/\S+)", letter["body"])[1]


def test_the_catalogue_offers_to_save_what_is_shown(browser, client):
    live()
    drain_all()
    page = browser.get(f"/practices/{BUS}").content.decode()
    assert f'href="/practices/saved/new/{BUS}"' in page
    assert "Сохранить поиск" in page
    assert "Новые практики на почту" in Client().get(f"/practices/{BUS}").content.decode()


def test_a_search_is_saved_by_one_post_and_once(browser, mayor):
    form = browser.get(f"{NEW}{BUS}&page=3&sort=title&evil=1")
    assert form.context["form"].initial["name"] == "автобус"
    data = {"key": key_of(form), "name": "Автобусы", "frequency": "daily"}
    answers = [browser.post(f"{NEW}{BUS}&page=3", data) for _ in range(2)]
    search = SavedSearch.objects.get()
    assert [answer.url for answer in answers] == [f"{LIST}?done=saved&about={search.public_id}"] * 2
    assert (search.owner, search.query, search.name, search.language) == (mayor, BUS, "Автобусы", "ru")


def test_saving_the_same_again_renames_and_a_foreign_key_is_refused(browser):
    for name in ("Первое", "Второе"):
        browser.post(f"{NEW}{BUS}", {"key": key_of(browser.get(f"{NEW}{BUS}")), "name": name, "frequency": "never"})
    assert SavedSearch.objects.get().name == "Второе"
    assert browser.post(f"{NEW}{BUS}", {"key": "x", "name": "Третье", "frequency": "never"}).status_code == 400


def test_undo_of_saving_and_of_removing(browser, mayor):
    search = saved(mayor)
    change = f"{LIST}{search.public_id}/change/"
    page = browser.get(f"{LIST}?done=saved&about={search.public_id}").content.decode()
    assert "Поиск сохранён: «Автобусы»." in page and 'value="remove"' in page
    assert browser.post(change, {"act": "remove"}).url == f"{LIST}?done=removed&about={search.public_id}"
    page = browser.get(f"{LIST}?done=removed&about={search.public_id}").content.decode()
    assert "Поиск удалён: «Автобусы»." in page and 'value="restore"' in page
    browser.post(change, {"act": "restore"})
    again = SavedSearch.objects.get()
    assert (again.removed_at, again.next_at) == (None, search.next_at)


def test_rename_and_frequency(browser, mayor):
    search = saved(mayor)
    browser.post(f"{LIST}{search.public_id}/change/", {"name": "Транспорт", "frequency": "never"})
    search.refresh_from_db()
    assert (search.name, search.frequency, search.next_at) == ("Транспорт", "never", None)
    browser.post(f"{LIST}{search.public_id}/change/", {"name": " ", "frequency": "daily"})
    assert SavedSearch.objects.get().name == "Транспорт"


def test_the_list_counts_what_is_new_until_it_is_looked_at(browser, mayor):
    search = saved(mayor)
    live()
    drain_all()
    assert [row.new for row in browser.get(LIST).context["rows"]] == [1]
    assert browser.get(f"{LIST}{search.public_id}/").url == f"/practices/{BUS}&sort=newest"
    assert [row.new for row in browser.get(LIST).context["rows"]] == [0]
    search.refresh_from_db()
    assert (search.seen, search.told) == (newest_number(), 0)  # looking is not being told


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_costs_the_same_at_one_and_at_many(browser, mayor, number, django_assert_num_queries):
    for n in range(number):
        saved(mayor, query=f"?q=word{n}")
    live()
    drain_all()
    browser.get(LIST)
    with django_assert_num_queries(QUERIES):
        browser.get(LIST)


QUERIES = 11  # six of them for session, user, roles and the desk's line


def test_colleague_stranger_and_administrator_do_not_see_it_and_visitors_sign_in(mayor):
    search = saved(mayor)
    others = [someone(Role.MUNICIPAL_USER, email="other@people.invalid"), someone(Role.TRAINEE), someone(Role.ADMINISTRATOR)]
    for user in others:
        client = Client()
        client.force_login(user)
        assert client.get(f"{LIST}{search.public_id}/").status_code == 404
        assert client.post(f"{LIST}{search.public_id}/change/", {"act": "remove"}).status_code == 404
        assert "Автобусы" not in client.get(f"{LIST}?done=removed&about={search.public_id}").content.decode()
    assert Client().get(LIST).url.startswith("/accounts/login/")
    assert SavedSearch.objects.get().removed_at is None


def test_a_user_keeps_thirty_searches(browser, mayor):
    for n in range(MOST):
        saved(mayor, query=f"?q=w{n}")
    browser.post(f"{NEW}{BUS}", {"key": key_of(browser.get(f"{NEW}{BUS}")), "name": "Лишний", "frequency": "daily"})
    assert SavedSearch.objects.count() == MOST


def test_a_visitor_is_led_to_the_subscription_and_a_user_back():
    assert Client().get(f"{NEW}{BUS}").url == f"{ASK}{BUS}"


def test_subscription_asks_confirms_by_post_alone_and_stops(client):
    answer = client.post(f"{ASK}{BUS}", {"email": "Reader@people.invalid", "frequency": "weekly"})
    assert answer.url == "/practices/subscribe/sent/"
    (letter,) = letters()
    page = link(letter)
    assert (letter["to"], "автобус" in letter["body"]) == (["reader@people.invalid"], False)  # no word of a stranger's in the letter
    shown = client.get(page)
    assert (shown.status_code, shown["Referrer-Policy"], SavedSearch.objects.get().confirmed_at) == (200, "strict-origin", None)
    text = shown.content.decode()
    assert ("reader@people.invalid" in text, "r***@people.invalid" in text) == (False, True)
    client.post(page, {"act": "confirm"})
    search = SavedSearch.objects.get()
    assert (search.confirmed_at is not None, search.next_at is not None) == (True, True)
    client.post(page, {"act": "change", "frequency": "daily"})
    assert SavedSearch.objects.get().frequency == "daily"
    client.post(page, {"act": "stop"})
    stopped = SavedSearch.objects.get()
    assert (stopped.removed_at is not None, stopped.next_at) == (True, None)
    client.post(page, {"act": "resume"})
    assert SavedSearch.objects.get().next_at is not None


def test_the_answer_is_alike_for_known_and_unknown_addresses_and_a_second_press_sends_nothing(client, mayor):
    subscribed("known@people.invalid")
    sent = len(letters())
    answers = [client.post(f"{ASK}{BUS}", {"email": email, "frequency": "daily"}) for email in
               ("known@people.invalid", "new@people.invalid", mayor.email, "new@people.invalid")]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/practices/subscribe/sent/")}
    assert len(letters()) - sent == 2  # the known one asked a moment ago, the last is a second press


def test_asking_again_for_a_confirmed_address_changes_nothing(client):
    search = subscribed(frequency="daily")
    SavedSearch.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    client.post(f"{ASK}{BUS}", {"email": search.address, "frequency": "weekly"})
    again = SavedSearch.objects.get()
    assert (again.frequency, again.confirmed_at, again.next_at) == ("daily", search.confirmed_at, search.next_at)


def test_a_stopped_subscription_needs_a_new_confirmation(client):
    search = subscribed()
    SavedSearch.objects.update(removed_at=timezone.now(), next_at=None)
    client.post(f"{ASK}{BUS}", {"email": search.address, "frequency": "daily"})
    again = SavedSearch.objects.get()
    assert (again.confirmed_at, again.removed_at, again.next_at) == (None, None, None)


def test_an_address_has_ten_subscriptions(client):
    for n in range(MOST_SUBSCRIBED):
        subscribed("keen@people.invalid", query=f"?q=w{n}")
    client.post(f"{ASK}{BUS}", {"email": "keen@people.invalid", "frequency": "daily"})
    answer = client.post(link(letters()[-1]), {"act": "confirm"})
    assert (answer.status_code, SavedSearch.objects.filter(confirmed_at=None).count()) == (409, 1)


def test_letters_to_one_address_are_counted_to_three():
    answers = [Client(REMOTE_ADDR=f"10.3.0.{n}").post(f"{ASK}?q=w{n}", {"email": "z@x.example", "frequency": "daily"}).status_code for n in range(4)]
    assert answers == [302, 302, 302, 429]


def test_a_bad_link_answers_404_and_a_bad_address_is_told(client):
    assert client.get(f"{ASK}nonsense/").status_code == 404
    assert client.post(ASK, {"email": "no address", "frequency": "daily"}).status_code == 422


def test_unconfirmed_addresses_are_erased_after_a_week_and_removed_searches_after_a_day(client, mayor):
    client.post(f"{ASK}{BUS}", {"email": "new@people.invalid", "frequency": "daily"})
    kept, gone = saved(mayor), saved(mayor, query="?q=w")
    at = timezone.now()
    SavedSearch.objects.filter(pk=gone.pk).update(removed_at=at, next_at=None)
    run_retention(at + timedelta(hours=23), None)
    assert SavedSearch.objects.count() == 3
    run_retention(at + timedelta(days=7, hours=1), None)
    assert list(SavedSearch.objects.all()) == [kept]


def test_export_and_erasure_take_own_searches_and_those_of_the_address(mayor):
    saved(mayor)
    subscribed(mayor.email, query="?q=w")
    subscribed("other@people.invalid")
    (section,) = HOLDERS["search"].collect(mayor)
    assert [row["query"] for row in section.rows] == [BUS, "?q=w"]
    done = HOLDERS["search"].erase(mayor, timezone.now())
    assert (done.deleted, [row.address for row in SavedSearch.objects.all()]) == ({"search.SavedSearch": 2}, ["other@people.invalid"])


def test_what_comes_back_counts_like_a_new_one(browser, mayor):
    first = saved(mayor)
    browser.post(f"{LIST}{first.public_id}/change/", {"act": "remove"})
    for n in range(MOST):
        saved(mayor, query=f"?q=w{n}")
    answer = browser.post(f"{LIST}{first.public_id}/change/", {"act": "restore"}, follow=True)
    assert ("уже сохранено поисков" in answer.text, SavedSearch.objects.filter(removed_at=None).count()) == (True, MOST)
    SavedSearch.objects.get(query="?q=w0").delete()
    browser.post(f"{LIST}{first.public_id}/change/", {"act": "restore"})
    assert SavedSearch.objects.get(pk=first.pk).removed_at is None


def test_a_stopped_subscription_comes_back_only_where_there_is_room(client):
    first = subscribed("keen@people.invalid")
    page = link(letters()[-1])
    client.post(page, {"act": "stop"})
    for n in range(MOST_SUBSCRIBED):
        subscribed("keen@people.invalid", query=f"?q=w{n}")
    answer = client.post(page, {"act": "resume"})
    assert (answer.status_code, SavedSearch.objects.get(pk=first.pk).removed_at is None) == (409, False)
    SavedSearch.objects.get(query="?q=w0").delete()
    assert (client.post(page, {"act": "resume"}).status_code, SavedSearch.objects.get(pk=first.pk).removed_at) == (200, None)


def test_signs_that_cannot_be_seen_are_not_kept():
    answer = Client(REMOTE_ADDR="10.4.0.1").post(f"{ASK}?q=%00авто%01бус%0d%0a", {"email": "unseen@people.invalid", "frequency": "daily"})
    assert (answer.status_code, answer.get("Location")) == (302, "/practices/subscribe/sent/")
    search = SavedSearch.objects.get()
    assert (search.name, search.query) == ("авто бус", "?q=%D0%B0%D0%B2%D1%82%D0%BE+%D0%B1%D1%83%D1%81")


def test_asking_for_the_head_alone_is_no_look(browser, mayor):
    search = saved(mayor)
    assert (browser.head(f"{LIST}{search.public_id}/").status_code, SavedSearch.objects.get().looked_at) == (302, search.looked_at)
