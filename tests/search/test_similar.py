"""Similar practices: the sector first, the words shared, the reason said, alike on both engines."""
from __future__ import annotations

import os
import uuid

import pytest
from django.utils import timezone
from django.utils.translation import override

from accounts.roles import Role
from ops.outbox import drain_all
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import PlaceFields
from search import similar as module
from search.documents import all_documents
from search.engines.base import EngineDown
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.similar import similar
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
ELASTIC = os.environ.get("SCHOOL_TEST_ELASTIC_URL", "")


def made(title: str, code: str, town, keywords: str = "", annotation: str = "Коротко о деле."):
    return practices.live(
        title=title, sector_id=sector(code).pk, places=(PlaceFields(town.pk),), keywords=keywords, annotation=annotation, problem="П.", goal="Ц.", solution="Р.", lessons="",
    )


@pytest.fixture
def few():
    """Three about waste, one about a park that sorts waste too, ten about nothing of the kind."""
    town, twin, city = MunicipalityFactory(population=30_000, group="DST"), MunicipalityFactory(population=40_000, group="DST"), MunicipalityFactory(population=900_000, group="BIG")
    out = {
        "own": made("Раздельный сбор во дворах", "WST", town, "раздельный сбор; контейнер"),
        "like": made("Контейнеры и раздельный сбор у школ", "WST", twin, "раздельный сбор"),
        "sector": made("График вывоза из частного сектора", "WST", city),
        "park": made("Парк с контейнерами", "IMP", city, "парк; раздельный сбор"),
    }
    for number in range(10):
        made(f"Маршрут автобуса номер {number}", "TRN", city, "автобус")
    drain_all()
    return out


@pytest.fixture(autouse=True)
def russian():
    """Another test's English page leaves its language behind."""
    with override("ru"):
        yield


def reasons(few, name: str = "own") -> list[tuple[str, str]]:
    names = {row.pk: name for name, row in few.items()}
    return [(names.get(one.id, "?"), one.reason) for one in similar(few[name].number)]


def test_same_sector_comes_first_with_what_is_shared(few):
    assert reasons(few) == [
        ("like", "та же отрасль, похожий муниципалитет, общие слова: «раздельный сбор», «контейнер»"), ("park", "общие слова: «раздельный сбор», «контейнер»"),
    ]


def test_reason_is_said_in_the_readers_language(few):
    with override("en"):
        assert reasons(few)[0] == ("like", "same sector, similar municipality, words in common: “раздельный сбор”, “контейнер”")


def test_practice_itself_and_what_is_not_live_are_never_similar(few):
    withdraw_practice(few["like"], someone(Role.CONTENT_EDITOR), timezone.now())
    assert [name for name, _ in reasons({**few})] == ["park"]
    drain_all()
    assert ([name for name, _ in reasons(few)], similar(few["like"].number), similar(10**6)) == (["park"], [], [])


@pytest.mark.parametrize(("limit", "number"), [(0, 0), (1, 1), (2, 2), (9, 2)])
def test_at_most_so_many_are_given(few, limit, number):
    assert len(similar(few["own"].number, limit)) == number


def test_cost_is_seven_queries_at_most(few, django_assert_num_queries):
    with django_assert_num_queries(5):
        similar(few["own"].number)
    with django_assert_num_queries(5):
        similar(few["own"].number, 1)


def test_engine_away_leaves_the_newest_of_the_sector(few, monkeypatch):
    def away():
        raise EngineDown("away")
    monkeypatch.setattr(module, "engine", away)
    assert reasons(few) == [("sector", "та же отрасль"), ("like", "та же отрасль, похожий муниципалитет")]


@pytest.mark.skipif(not ELASTIC, reason="Elasticsearch is absent: make services")
def test_both_engines_find_the_same_with_the_same_reasons(few, monkeypatch, tmp_path):
    embedded = EmbeddedEngine(tmp_path / "one")
    elastic = ElasticEngine(ELASTIC, prefix=f"test-{uuid.uuid4().hex[:8]}", refresh=True)
    answers = []
    try:
        for one in (embedded, elastic):
            one.rebuild(all_documents)
            monkeypatch.setattr(module, "engine", lambda one=one: one)
            answers.append([reasons(few, name) for name in few])
    finally:
        for name in elastic.client.indices.get(index=f"{elastic.lock.removesuffix('lock')}*"):
            elastic.client.indices.delete(index=name)
    assert answers[0] == answers[1] and answers[0][0]


def test_page_and_its_part_name_the_reason(few, client):
    own = few["own"]
    url = f"/practices/{own.number}-{own.slug}/similar/"
    page, part = client.get(url), client.get(url, headers={"X-Requested-With": "fetch"})
    assert ["<html" in answer.content.decode() for answer in (page, part)] == [True, False]
    for answer in (page, part):
        assert "Контейнеры и" in answer.content.decode() and "та же отрасль" in answer.content.decode()
    assert client.get(f"/practices/{own.number}-other/similar/").url == url
    assert url in client.get(f"/practices/{own.number}-{own.slug}/").content.decode()


def test_page_of_the_only_practice_says_that_there_is_nothing_similar(client):
    row = practices.live()
    drain_all()
    assert "Похожих практик в каталоге пока нет" in client.get(f"/practices/{row.number}-{row.slug}/similar/").content.decode()
