"""Suggestions: words, practices, sectors, places; for the browser's own field; hostile input; a limit."""
from __future__ import annotations

import random
import re

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import override

from accounts.limits import LIMITS
from accounts.roles import Role
from ops.outbox import drain_all
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import PlaceFields
from search import suggest as module
from search.engines.base import EngineDown
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
URL = "/practices/suggest/"


@pytest.fixture
def two():
    with override("ru"):
        town = MunicipalityFactory(name="Алексин", slug="aleksin", region=RegionFactory(slug="tula", name="Тульская область"), population=70_000)
        rows = [
            practices.live(title=title, sector_id=sector("TRN").pk, places=(PlaceFields(town.pk),))
            for title in ("Маршруты школьных автобусов", "Согласование маршрута")
        ]
        drain_all()
        yield rows


def lines(client, text: str) -> list[tuple[str, str]]:
    return [(one["group"], one["label"]) for one in client.get(URL, {"q": text}).json()]


def test_words_and_practices_are_proposed(client, two):
    found = lines(client, "школьн")
    assert found == [("Слова", "школьных"), ("Практики", "Маршруты школьных автобусов")]
    assert [label for group, label in lines(client, "согласование марш") if group == "Практики"] == ["Согласование маршрута"]


def test_completed_word_keeps_what_was_typed_before_it(client, two):
    assert client.get(URL, {"q": "для школьн"}).json()[0]["url"] == "/practices/?q=%D0%B4%D0%BB%D1%8F+%D1%88%D0%BA%D0%BE%D0%BB%D1%8C%D0%BD%D1%8B%D1%85"


def test_sectors_and_places_lead_to_their_practices(client, two):
    assert {(one["group"], one["label"], one["url"]) for one in client.get(URL, {"q": "тран"}).json()} >= {("Сферы", sector("TRN").name, "/practices/?sector=TRN")}
    assert client.get(URL, {"q": "тульск"}).json()[1] == {"group": "Места", "label": "Тульская область", "region": "регион", "url": "/practices/?region=tula"}
    assert client.get(URL, {"q": "алекс"}).json()[-1] == {"group": "Места", "label": "Алексин", "region": "Тульская область", "url": "/territories/tula/aleksin/"}


def test_browsers_field_gets_its_own_form(client, two):
    answer = client.get(URL, {"q": "школьн", "format": "opensearch"})
    assert answer["Content-Type"] == "application/x-suggestions+json"
    text, labels, more, urls = answer.json()
    assert (text, labels[0], more[0], urls[0][:37]) == ("школьн", "школьных", "", "http://testserver/practices/?q=%D1%88")
    assert len(labels) == len(more) == len(urls)


@pytest.mark.parametrize("text", ["", "ш", " ", "((((", "—"])
def test_too_little_is_answered_by_nothing(client, two, text):
    assert lines(client, text) == []


def test_cost_is_four_queries_at_most(client, two, django_assert_max_num_queries):
    lines(client, "маршрут")
    with django_assert_max_num_queries(4):
        lines(client, "согласование марш")


def test_hostile_input_is_answered(client, two):
    chance = random.Random(5)
    signs = "абв()[]{}\"'«»*?~^:\\/+-!&|<>%_\x00\u0301\u202e😀9 "
    texts = ["".join(chance.choice(signs) for _ in range(chance.randint(1, 60))) for _ in range(100)]
    assert {client.get(URL, {"q": text}).status_code for text in [*texts, "(" * 3000, "слово " * 5000]} == {200}


def test_engine_away_leaves_places_and_sectors(client, two, monkeypatch):
    def away():
        raise EngineDown("away")
    monkeypatch.setattr(module, "engine", away)
    assert lines(client, "алекс") == [("Места", "Алексин")]


def test_beginning_of_too_many_words_is_not_completed(client, two, monkeypatch):
    monkeypatch.setattr(module, "CROWD", 0)
    assert [group for group, _ in lines(client, "школьн")] == ["Практики"]


def test_limit_is_kept_and_told(client, two, settings, monkeypatch):
    cache.clear()
    monkeypatch.setitem(LIMITS, "suggest", "2/m/ip")
    assert [client.get(URL, {"q": "шк"}).status_code for _ in range(3)] == [200, 200, 429]
    cache.clear()


def test_answer_is_public_and_in_the_language_of_the_address(client, two):
    answer = client.get(f"/en{URL}", {"q": "школьн"})
    assert (answer.json()[0]["group"], re.sub(r"\s", "", answer["Cache-Control"])) == ("Words", "public,max-age=60")


def test_words_of_a_withdrawn_practice_are_proposed_to_nobody(client, two):
    row = practices.live(title="Парк Зюзюкина", annotation="Парк.", keywords="парк", sector_id=sector("TRN").pk)
    practices.live(title="Сквер", sector_id=sector("TRN").pk)  # of one batch, and so of one segment, which outlives the withdrawal
    drain_all()
    assert lines(client, "зюзю") == [("Слова", "зюзюкина"), ("Практики", "Парк Зюзюкина")]
    withdraw_practice(row, someone(Role.CONTENT_EDITOR), timezone.now())
    drain_all()
    typo, short = (client.get("/practices/", {"q": text}).context["tree"] for text in ("зюзюкиа", "зюзю"))
    assert (lines(client, "зюзю"), typo.corrections, [one.text for one in short.segments[0].variants]) == ([], (), ["зюзю"])
