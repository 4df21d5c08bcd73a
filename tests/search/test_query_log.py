"""Which requests count: people's new words, not robots, prefetching, filters over the same words or the second page."""
from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
import time_machine

from ops.outbox import drain_all
from search.log_buffer import Counts
from search.log_writer import BUFFER
from tests.factories.portfolio import live
from tests.factories.taxonomy import sector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def noon():
    BUFFER.take()
    with time_machine.travel("2026-11-24T09:00:00+00:00", tick=False):
        yield
    BUFFER.take()


@pytest.fixture
def practice():
    practice = live(title="Парк у реки", sector_id=sector("IMP").pk, annotation="Парк открыт.", keywords="")
    drain_all()
    return practice


def asked(client, address: str, **headers) -> dict:
    method = headers.pop("method", "get")
    getattr(client, method)(address, **{"HTTP_USER_AGENT": FIREFOX, **headers})
    return {words: counts for (_, words), counts in BUFFER.take().items()}


def q(words: str, more: str = "") -> str:
    return f"/practices/?q={quote(words)}{more}"


def from_results(words: str, more: str = "") -> dict:
    return {"HTTP_REFERER": "http://testserver" + q(words, more)}


@pytest.mark.parametrize(("address", "counts"), [
    (q("Парк"), {"парк": Counts(1)}), (q("бачки"), {"бачки": Counts(1, 1)}), ("/en" + q("парк"), {"парк": Counts(1)}),
    (q("парк", "&sector=IMP"), {"парк": Counts(1)}), (q("парк", "&sort=newest"), {"парк": Counts(1)}), ("/practices/", {}), (q("парк", "&page=2"), {"парк": Counts(1)}),
    (q("парк", "&cost_from=999999"), {}), (q("бачки", "&literal=1"), {}), (q("бачки -снег"), {}), (q("я" * 1001), {}), (q("ivan@example.org"), {}), (q("12345 парк"), {}),
])
def test_words_asked_for(client, practice, address, counts):
    assert asked(client, address) == counts


def test_second_page_is_no_new_asking(client):
    for n in range(11):
        live(title=f"Парк {n}")
    drain_all()
    assert asked(client, q("парк", "&page=2")) == {}


@pytest.mark.parametrize("headers", [
    {"HTTP_USER_AGENT": ""}, {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)"},
    {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, {"HTTP_USER_AGENT": "Mail.RU_Bot/2.0"}, {"HTTP_USER_AGENT": "curl/8.5"}, {"HTTP_USER_AGENT": "python-requests/2"},
    {"HTTP_SEC_PURPOSE": "prefetch"}, {"HTTP_SEC_PURPOSE": "prefetch;prerender"}, {"HTTP_PURPOSE": "prefetch"}, {"HTTP_X_MOZ": "prefetch"}, {"HTTP_PURPOSE": "preview"},
    {"method": "head"}, from_results("парк"), from_results("ПАРК", "&sector=IMP"),
])
def test_not_counted(client, practice, headers):
    assert asked(client, q("парк"), **headers) == {}


@pytest.mark.parametrize("headers", [
    {}, from_results("сквер"), {"HTTP_REFERER": "https://elsewhere.invalid" + q("парк")}, {"HTTP_REFERER": "http://[broken"}, {"HTTP_REFERER": "http://testserver/"},
    {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 7.0; CUBOT NOTE Plus) Mobile"},
])
def test_counted(client, practice, headers):
    assert asked(client, q("парк"), **headers) == {"парк": Counts(1)}


def test_day_is_the_sites_not_the_readers(client, practice):
    with time_machine.travel("2026-11-24T21:30:00+00:00", tick=False):  # past midnight in Moscow
        client.get(q("парк"), HTTP_USER_AGENT=FIREFOX)
    assert list(BUFFER.take()) == [(date(2026, 11, 25), "парк")]


@pytest.mark.parametrize(("headers", "counts"), [
    (from_results("Парк"), {"парк": Counts(opened=1)}), (from_results("парк", "&page=3&sector=IMP"), {"парк": Counts(opened=1)}), ({}, {}),
    ({"HTTP_REFERER": "http://testserver/practices/"}, {}), ({"HTTP_REFERER": "https://elsewhere.invalid" + q("парк")}, {}),
    (from_results("парк") | {"HTTP_SEC_PURPOSE": "prefetch"}, {}), (from_results("ivan@example.org"), {}), (from_results("парк") | {"method": "head"}, {}),
])
def test_practice_opened_from_results(client, practice, headers, counts):
    assert asked(client, practice.get_absolute_url(), **headers) == counts


def test_absent_practice_counts_nothing(client):
    assert asked(client, "/practices/999999-net/", **from_results("парк")) == {}
