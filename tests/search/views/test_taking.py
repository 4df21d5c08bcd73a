"""Exports, feeds and the browser's search: the same search in other clothes."""
from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.utils import timezone
from openpyxl import load_workbook

from accounts import limits
from accounts.roles import Role
from ops.outbox import drain_all
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import BudgetFields
from search.open_data.columns import COLUMNS
from search.open_data.exports import CHUNK
from tests.factories.portfolio import draft, live
from tests.factories.taxonomy import SectorFactory, sector
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
BUS = "Оптимизация согласования маршрута автобуса"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def two():
    """A bus, and a park whose title looks like a formula; a draft beside them."""
    made = [live(sector_id=sector("TRN").pk), live(title="=Парк & река", annotation="Парк.", keywords="парк", sector_id=sector("IMP").pk,
                                                  budget=(BudgetFields("federal", Decimal("90000.5"), 2024),))]
    draft(sector_id=SectorFactory().pk)
    drain_all()
    return made


def table(answer) -> list[dict[str, str]]:
    """Rows of a CSV by heading."""
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))


def test_csv_gives_the_search_in_its_order_harmless_for_a_spreadsheet(client, two):
    rows = table(client.get("/practices/export.csv", {"sort": "cost"}))
    assert [(row["Название"], row["Стоимость, тыс. ₽"], row["Начало"], row["Доля цели, %"]) for row in rows] == [
        (BUS, "3420,5", "01.09.2023", "98,4"), ("'=Парк & река", "90000,5", "01.09.2023", "98,4"),
    ]
    assert [row["Адрес"] for row in rows] == [f"http://testserver/practices/{row.number}-{row.slug}/" for row in two]


def test_filters_and_words_narrow_every_kind(client, two):
    assert [row["Номер"] for row in table(client.get("/practices/export.csv", {"q": "парк"}))] == [two[1].code]
    data = json.loads(b"".join(client.get("/practices/export.json", {"sector": "TRN"}).streaming_content))
    assert ([row["number"] for row in data["practices"]], data["count"], data["licence"], data["query"]) == (
        [two[0].number], 1, "CC BY 4.0", "http://testserver/practices/?sector=TRN",
    )
    page = load_workbook(io.BytesIO(b"".join(client.get("/practices/export.xlsx", {"sector": "IMP"}).streaming_content))).active
    row = dict(zip([cell.value for cell in page[1]], page[2], strict=True))
    assert (page.max_row, row["Название"].value, row["Название"].data_type, row["Стоимость, тыс. ₽"].value) == (2, "=Парк & река", "s", 90000.5)
    assert row["Начало"].value.date() == date(2023, 9, 1)


def test_nothing_found_is_a_file_with_a_head(client, two):
    assert table(client.get("/practices/export.csv", {"sector": "WST"})) == []
    data = json.loads(b"".join(client.get("/practices/export.json", {"sector": "WST"}).streaming_content))
    assert (data["practices"], data["count"]) == ([], 0)


def test_withdrawn_one_is_not_exported_before_the_index_knows(client, two):
    withdraw_practice(two[0], someone(Role.CONTENT_EDITOR), timezone.now())
    assert [row["Номер"] for row in table(client.get("/practices/export.csv"))] == [two[1].code]


def test_unknown_kind_is_absent_and_a_long_query_refused(client, two):
    assert [client.get(f"/practices/export.{kind}").status_code for kind in ("ods", "html")] == [404, 404]
    assert client.get("/practices/export.csv", {"q": "ж" * 1001}).status_code == 400


def test_too_many_exports_are_refused(client, two, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "catalogue_export", "1/m/ip")
    assert [client.get("/practices/export.csv").status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("count", [1, 9])
def test_queries_of_an_export_are_constant_per_chunk(client, count, django_assert_num_queries):
    for _ in range(count):
        live(sector_id=SectorFactory().pk)
    drain_all()
    b"".join(client.get("/practices/export.csv").streaming_content)
    with django_assert_num_queries(4):  # the state of the vocabulary, three for the chunk
        b"".join(client.get("/practices/export.csv").streaming_content)


def test_rows_are_read_a_chunk_at_a_time(monkeypatch):
    """Memory cannot grow with their number: the next chunk is read when the one before has gone, and no key is asked for early."""
    from search.open_data import exports

    asked, sizes = [], []
    monkeypatch.setattr(exports, "practice_facts", lambda ids: sizes.append(len(ids)) or ids)
    rows = exports.in_chunks((asked.append(n) or n for n in range(10_050)), lambda facts: facts)
    assert ([next(rows) for _ in range(CHUNK)], len(asked), sizes) == (list(range(CHUNK)), CHUNK, [CHUNK])
    assert (sum(1 for _ in rows), set(sizes), len(sizes)) == (9_850, {CHUNK, 50}, 51)


def test_columns_fit_a_sheet_and_have_names_of_their_own():
    assert (len({column.name for column in COLUMNS}), len(COLUMNS) <= 26) == (len(COLUMNS), True)


def test_rss_lists_the_newest_first_in_the_language_of_the_address(client, two):
    english = client.get("/en/feeds/practices.xml", {"sort": "cost"})
    answer = client.get("/feeds/practices.xml", {"sort": "cost"})
    channel = ElementTree.fromstring(answer.content).find("channel")
    assert [item.find("title").text for item in channel.findall("item")] == ["=Парк & река", BUS]
    assert [item.find("guid").text for item in channel.findall("item")] == [two[1].code, two[0].code]
    assert (channel.find("language").text, channel.find("item/link").text) == ("ru", f"http://testserver/practices/{two[1].number}-{two[1].slug}/")
    there = ElementTree.fromstring(english.content).find("channel")
    assert (there.find("language").text, there.find("item/link").text) == ("en", f"http://testserver/en/practices/{two[1].number}-{two[1].slug}/")


def test_feed_follows_the_search_and_is_not_sent_twice(client, two):
    answer = client.get("/feeds/practices.xml", {"q": "парк"})
    again = client.get("/feeds/practices.xml", {"q": "парк"}, headers={"If-None-Match": answer["ETag"]})
    assert (answer.content.count(b"<item>"), again.status_code, "Last-Modified" in answer) == (1, 304, True)
    assert client.get("/feeds/practices.xml", {"q": "ж" * 1001}).status_code == 400


def test_empty_feed_stays_the_same(client, db):
    tags = {client.get("/feeds/practices.xml")["ETag"] for _ in range(2)}
    assert len(tags) == 1


def test_atom_says_the_same(client, two):
    space = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(client.get("/feeds/practices.atom").content)
    assert [entry.find(f"{space}title").text for entry in feed.findall(f"{space}entry")] == ["=Парк & река", BUS]


@pytest.mark.parametrize("count", [1, 9])
def test_queries_of_a_feed_are_constant(client, count, django_assert_num_queries):
    for _ in range(count):
        live(sector_id=SectorFactory().pk)
    drain_all()
    client.get("/feeds/practices.xml")
    with django_assert_num_queries(5):
        client.get("/feeds/practices.xml")


def test_browser_learns_how_to_search_here(client, db):
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    answer = client.get("/opensearch.xml")
    found = {url.get("type"): url.get("template") for url in ElementTree.fromstring(answer.content).findall(f"{space}Url")}
    assert (answer["Content-Type"], found["text/html"]) == ("application/opensearchdescription+xml; charset=utf-8", "http://testserver/practices/?q={searchTerms}")
    assert found["application/x-suggestions+json"] == "http://testserver/practices/suggest/?q={searchTerms}&format=opensearch"
    assert 'rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"' in client.get("/practices/").text


def test_catalogue_offers_files_and_feeds_of_the_search(client, two):
    page = client.get("/practices/", {"sector": "TRN"}).text
    assert [f'href="{path}?sector=TRN"' in page for path in (
        "/practices/export.xlsx", "/practices/export.csv", "/practices/export.json", "/feeds/practices.xml", "/feeds/practices.atom",
    )] == [True] * 5


@pytest.mark.parametrize("kind", ["xml", "atom"])
def test_signs_that_xml_cannot_hold_leave_the_feed_readable(client, kind):
    live(title="Парк\x0bу реки", annotation="Парк\x01открыт.\uffff")
    drain_all()
    answer = client.get(f"/feeds/practices.{kind}?q=%01парк%00")
    found = [one.text for one in ElementTree.fromstring(answer.content).iter() if one.text and "Парк" in one.text]
    assert (answer.status_code, "Парк у реки" in found, "Парк открыт. " in found) == (200, True, True)
