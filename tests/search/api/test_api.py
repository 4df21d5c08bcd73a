"""The API: what it finds and says, what it refuses and how, who may read it."""
from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts import limits
from accounts.roles import Role
from ops.outbox import drain_all
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import BudgetFields, PlaceFields
from search.api.routes import api
from search.open_data.schemas import Practice as Shape
from tests.factories import portfolio as practices
from tests.factories.taxonomy import SectorFactory, sector
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
URL = "/api/v1/practices"
CONTRACT = Path(__file__).with_name("openapi.json")


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def two():
    """A bus and a park."""
    region = RegionFactory(slug="perm", name="Пермский край")
    region.territory.name_en = "Perm Krai"
    region.territory.save()
    town = MunicipalityFactory(name="Кунгур", region=region, population=900, group="RUR")
    made = [
        practices.live(sector_id=sector("TRN").pk, places=(PlaceFields(town.pk),)),
        practices.live(title="Парк у реки", annotation="Парк открыт.", sector_id=sector("IMP").pk, places=(PlaceFields(town.pk),),
                       budget=(BudgetFields("federal", Decimal("90000.5"), 2024),), keywords="парк"),
    ]
    drain_all()
    return made


def test_search_gives_cards_counts_and_what_was_understood(client, two):
    data = client.get(URL, {"q": "парк", "size": 1}).json()
    assert {name: data[name] for name in ("total", "complete", "page", "size", "pages", "next", "query", "plain", "licence")} == {
        "total": 1, "complete": 1, "page": 1, "size": 1, "pages": 1, "next": None, "query": "?q=%D0%BF%D0%B0%D1%80%D0%BA", "plain": False, "licence": "CC BY 4.0",
    }
    (card,) = data["items"]
    assert (card["title"], card["url"], card["url_en"], card["cost_krub"]) == (
        "Парк у реки", f"http://testserver{two[1].get_absolute_url()}", f"http://testserver/en{two[1].get_absolute_url()}", 90000.5,
    )
    assert (card["place"]["region"], card["headline"]["share_of_target"]) == ({"code": "perm", "name": "Пермский край", "name_en": "Perm Krai"}, 0.9844)


def test_search_counts_facets_with_both_names(client, two):
    facets = {row["name"]: row["values"] for row in client.get("/api/v1/facets").json()["facets"]}
    assert facets["region"] == [{"code": "perm", "name": "Пермский край", "name_en": "Perm Krai", "count": 2}]
    assert [row["code"] for row in facets["sector"]] == ["IMP", "TRN"]


def test_pages_lead_to_the_next_and_end_empty(client, two):
    first = client.get(URL, {"size": 1, "sort": "newest"}).json()
    second = client.get(first["next"]).json()
    third = client.get(URL, {"size": 1, "page": 3}).json()
    assert [[card["number"] for card in page["items"]] for page in (first, second, third)] == [[two[1].number], [two[0].number], []]
    assert (second["next"], third["total"]) == (None, 2)


@pytest.mark.parametrize(("asked", "status", "code"), [
    ({"size": "100"}, 200, ""), ({"size": "101"}, 400, "bad-request"), ({"size": "0"}, 400, "bad-request"), ({"page": "-1"}, 400, "bad-request"),
    ({"page": "100", "size": "100"}, 200, ""), ({"page": "101", "size": "100"}, 400, "bad-request"), ({"sectr": "TRN"}, 400, "bad-request"),
    ({"sector": "QQQ"}, 400, "bad-request"), ({"cost_from": "много"}, 400, "bad-request"), ({"cost_from": "0,1"}, 200, ""), ({"sort": "evil"}, 400, "bad-request"),
    ({"q": "ж" * 1000}, 200, ""), ({"q": "ж" * 1001}, 400, "too-long"),
])
def test_limits_and_unknown_values_are_refused_aloud(client, two, asked, status, code):
    answer = client.get(URL, asked)
    assert (answer.status_code, answer.json().get("type", "")) == (status, f"/api/v1/docs#{code}" if code else "")


def test_a_problem_speaks_both_languages(client, two):
    answer = client.get(URL, {"sector": "QQQ"})
    assert (answer["Content-Type"], answer.json()) == ("application/problem+json; charset=utf-8", {
        "type": "/api/v1/docs#bad-request", "status": 400, "title": "Запрос непонятен", "title_en": "The request is not understood",
        "detail": "У параметра sector нет значения «QQQ». Все значения перечислены в /api/v1/facets.",
        "detail_en": "sector has no value “QQQ”. All values stand at /api/v1/facets.",
    })


def test_practice_is_given_whole_in_the_shape_that_was_promised(client, two):
    data = client.get(f"{URL}/{two[0].number}").json()
    assert list(data) == list(Shape.model_fields)
    assert (data["code"], data["release"], data["cost_krub"], data["months"], data["stage"]["name_en"]) == (two[0].code, 1, 3420.5, 10, "Result verified")
    assert data["permanent_url"] == f"http://testserver{two[0].get_absolute_url()}v1/"
    assert [row["share_of_target"] for row in data["indicators"]] == [0.9844, 0.875, None]


def test_similar_ones_come_with_the_reason_in_both_languages(client, two):
    third = practices.live(title="Парк у пруда", annotation="Парк открыт.", sector_id=sector("IMP").pk, keywords="парк")
    drain_all()
    (found,) = [row for row in client.get(f"{URL}/{two[1].number}/similar").json()["items"] if row["practice"]["number"] == third.number]
    assert (bool(found["reason"]), bool(found["reason_en"]), found["reason"] != found["reason_en"]) == (True, True, True)
    assert client.get(f"{URL}/{practices.draft().number}/similar").status_code == 404


def test_drafts_and_withdrawn_ones_are_absent_alike(client, two):
    draft = practices.draft()
    withdraw_practice(two[0], someone(Role.CONTENT_EDITOR), timezone.now())
    answers = [client.get(f"{URL}/{number}") for number in (draft.number, two[0].number, 10**6, 10**12)]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({answer.content for answer in answers}) == 1


def test_withdrawn_practice_leaves_the_list_before_the_index_knows(client, two):
    withdraw_practice(two[0], someone(Role.CONTENT_EDITOR), timezone.now())
    assert [card["number"] for card in client.get(URL).json()["items"]] == [two[1].number]


def test_what_the_asker_has_is_not_sent_again(client, two):
    answer = client.get(URL)
    again = client.get(URL, headers={"If-None-Match": answer["ETag"]})
    other = client.get(URL, {"q": "парк"}, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content, again["ETag"], other.status_code) == (304, b"", answer["ETag"], 200)
    assert (again["Access-Control-Allow-Origin"], answer["Access-Control-Allow-Origin"], answer["Cache-Control"]) == ("*", "*", "no-cache")


def test_only_reading_is_possible(client, two):
    statuses = {method: client.generic(method, URL).status_code for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE")}
    assert statuses == {"GET": 200, "HEAD": 200, "OPTIONS": 204, "POST": 405, "PUT": 405, "DELETE": 405}
    assert client.head(URL).content == b""


def test_too_many_are_told_when_to_ask_again(client, two, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "api", "2/m/ip")
    answers = [client.get(URL) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (0 < int(answers[2]["Retry-After"]) <= 61, answers[2].json()["type"]) == (True, "/api/v1/docs#too-many")


def test_unknown_address_is_a_problem_too(client, db):
    assert {client.get(path).json()["status"] for path in ("/en/api/v1/x/", "/api/v1/", "/api/v1/people", "/api/v1/practices/abc")} == {404}


@pytest.mark.parametrize("count", [1, 12])
def test_queries_are_constant(client, count, django_assert_num_queries):
    for _ in range(count):
        practices.live(sector_id=SectorFactory().pk)
    drain_all()
    client.get(URL)
    with django_assert_num_queries(4):
        client.get(URL)
    number = client.get(URL).json()["items"][0]["number"]
    with django_assert_num_queries(4):
        client.get(f"{URL}/{number}")


def test_contract_is_the_one_that_was_kept():
    """`SCHOOL_GOLDEN=write` writes it anew: read the difference, for somebody's program reads the API."""
    schema = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    if os.environ.get("SCHOOL_GOLDEN") == "write":
        CONTRACT.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n")
    assert schema == json.loads(CONTRACT.read_text())


def test_contract_is_served(client, db):
    answer = client.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()["info"]["version"], sorted(answer.json()["paths"])) == (
        200, "1", ["/api/v1/facets", "/api/v1/practices", "/api/v1/practices/{number}", "/api/v1/practices/{number}/similar"],
    )


def test_every_field_and_parameter_is_described():
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    bare = [f"{name}.{key}" for name, shape in schema["components"]["schemas"].items() for key, field in shape["properties"].items() if not field.get("description")]
    bare += [row["name"] for path in schema["paths"].values() for row in path["get"].get("parameters", ()) if not row.get("description") and row["in"] == "query"]
    assert bare == []


def test_page_of_the_api_is_drawn_from_the_schema_in_both_languages(client, db):
    english, russian = client.get("/en/api/v1/docs"), client.get("/api/v1/docs")
    assert ("обещанное значение" in russian.text, "figure that was promised" in english.text) == (True, True)
    assert [text for text in ("figure that", "residents of", "name in") if text in russian.text] == []
