"""«From places like mine»: switched on, explained, kept in every address; alike in both engines."""
from __future__ import annotations

import json
import os
import re
import uuid

import pytest
from django.utils.translation import override

from ops.outbox import drain_all
from portfolio.fields import PlaceFields
from search import find as finding
from search.documents import all_documents
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
URL = "/practices/"
ELASTIC = os.environ.get("SCHOOL_TEST_ELASTIC_URL", "")


@pytest.fixture
def towns():
    """My town, 99 like it, and a city like none; one practice in the first of them, one in the middle, one in the city, published last."""
    with override("ru"):
        region = RegionFactory(slug="tula", name="Тульская область")
        mine = MunicipalityFactory(name="Мой", region=region, population=30_000, group="DST")
        rest = [MunicipalityFactory(region=region, population=30_000 + 500 * number, group="DST") for number in range(1, 101)]
        city = MunicipalityFactory(name="Город", region=region, population=2_000_000, group="MLN")
        for name, town in (("близко", rest[0]), ("подальше", rest[60]), ("далеко", city)):
            practices.live(title=f"Парк {name}", sector_id=sector("IMP").pk, places=(PlaceFields(town.pk),), keywords="", annotation="Парк открыт.")
        drain_all()
        yield mine


def titles(client, **query) -> list[str]:
    text = client.get(URL, query).content.decode()
    return [re.sub(r"<[^>]+>", "", one).replace("\xa0", " ") for one in re.findall(r'<h2[^>]*><a href="[^"]*">(.*?)</a></h2>', text)]


@pytest.mark.parametrize("words", ["", "парк"])
def test_practices_of_like_places_come_first_step_by_step(client, towns, words):
    client.cookies["place"] = str(towns.pk)
    assert titles(client, q=words, near="1") == ["Парк близко", "Парк подальше", "Парк далеко"]
    assert sorted(titles(client, q=words)) == sorted(titles(client, q=words, near="1"))


def test_result_says_why_its_place_is_alike_only_while_the_switch_is_on(client, towns):
    client.cookies["place"] = str(towns.pk)
    on, off = (client.get(URL, query).content.decode().replace("\xa0", " ") for query in ({"near": "1"}, {}))
    assert (on.count("Похоже на ваше место:"), off.count("Похоже на ваше место:")) == (2, 0)
    assert "Сначала из мест, похожих на ваше: Мой" in off and re.search(r'id="near"[^>]*checked', on) and not re.search(r'id="near"[^>]*checked', off)


@pytest.mark.parametrize("cookie", ["", "x", "999999999"])
def test_reader_without_a_place_is_asked_for_it_and_the_switch_does_nothing(client, towns, cookie):
    client.cookies["place"] = cookie
    page = client.get(URL, {"near": "1"}).content.decode()
    assert 'href="/place/?next=%2Fpractices%2F%3Fnear%3D1"' in page and 'id="near"' not in page
    assert titles(client, near="1") == titles(client)


def test_other_sorts_are_not_touched(client, towns):
    client.cookies["place"] = str(towns.pk)
    assert titles(client, near="1", sort="title") == titles(client, sort="title")


@pytest.mark.parametrize(("cookie", "more"), [(False, 0), (True, 1)])
def test_known_place_costs_one_query_more(client, towns, django_assert_num_queries, cookie, more):
    if cookie:
        client.cookies["place"] = str(towns.pk)
    client.get(URL, {"near": "1"})
    with django_assert_num_queries(4 + more):
        client.get(URL, {"near": "1"})


@pytest.mark.skipif(not ELASTIC, reason="Elasticsearch is absent: make services")
def test_both_engines_order_near_places_alike(client, towns, monkeypatch, tmp_path):
    client.cookies["place"] = str(towns.pk)
    embedded, elastic = EmbeddedEngine(tmp_path / "one"), ElasticEngine(ELASTIC, prefix=f"test-{uuid.uuid4().hex[:8]}", refresh=True)
    answers = []
    try:
        for one in (embedded, elastic):
            one.rebuild(all_documents)
            monkeypatch.setattr(finding, "engine", lambda one=one: one)
            answers.append([titles(client, q=words, near="1") for words in ("", "парк", "парк открыт")])
    finally:
        for name in elastic.client.indices.get(index=f"{elastic.lock.removesuffix('lock')}*"):
            elastic.client.indices.delete(index=name)
    assert answers[0] == answers[1]


def test_export_has_the_order_that_is_shown(client, towns):
    client.cookies["place"] = str(towns.pk)
    shown, plain = ([row["title"] for row in json.loads(b"".join(client.get("/practices/export.json", query).streaming_content))["practices"]]
                    for query in ({"near": "1"}, {}))
    assert (shown, plain == shown) == (["Парк близко", "Парк подальше", "Парк далеко"], False)
