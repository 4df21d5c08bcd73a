"""A region: facts, filters in the address, sort, pages, SQL."""
import pytest
from django.http import QueryDict

from portfolio.fields import PlaceFields
from tests.factories.portfolio import live
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory
from website.queries.region import MunicipalityFilter, region_facts


@pytest.fixture
def region(db):
    return RegionFactory(name="Нижегородская область", slug="nizhegorodskaya-oblast", abbr="НИЖ")


@pytest.fixture
def towns(region):
    rows = [("Дзержинск", 225_251, "BIG"), ("Арзамас", 144_670, "BIG"), ("Ёлкино", 5_000, "SML"), ("Саров", None, "")]
    return {name: MunicipalityFactory(name=name, region=region, population=people, group=group) for name, people, group in rows}


def names(region, address="", page=""):
    facts = region_facts(region, MunicipalityFilter.read(QueryDict(address)), page)
    return [row.place.label for row in facts.pages.rows]


def practice_at(town, code="WST", **changes):
    return live(sector_id=sector(code).pk, places=(PlaceFields(town.pk),), **changes)


def test_region_usual_order_is_by_practices_then_population(region, towns):
    practice_at(towns["Саров"])
    assert names(region) == ["Саров", "Дзержинск", "Арзамас", "Ёлкино"]


@pytest.mark.parametrize(("sort", "order"), [
    ("name", ["Арзамас", "Дзержинск", "Ёлкино", "Саров"]),
    ("-name", ["Саров", "Ёлкино", "Дзержинск", "Арзамас"]),
    ("people", ["Ёлкино", "Арзамас", "Дзержинск", "Саров"]),
    ("-people", ["Дзержинск", "Арзамас", "Ёлкино", "Саров"]),
    ("nonsense", ["Дзержинск", "Арзамас", "Ёлкино", "Саров"]),
])
def test_region_sort_unknown_population_stands_last(region, towns, sort, order):
    assert names(region, f"sort={sort}") == order


@pytest.mark.parametrize(("address", "found"), [
    ("q=елк", ["Ёлкино"]), ("q=город сар", ["Саров"]), ("q=ыы", []), ("group=BIG", ["Дзержинск", "Арзамас"]),
    ("group=BIG&group=SML", ["Дзержинск", "Арзамас", "Ёлкино"]), ("kind=mun_okrug", []), ("has=1", []), ("has=0", ["Дзержинск", "Арзамас", "Ёлкино", "Саров"]),
])
def test_region_filters(region, towns, address, found):
    assert names(region, address) == found


def test_region_filter_by_oktmo(region, towns):
    assert names(region, f"q={towns['Арзамас'].oktmo[:8]}") == ["Арзамас"]


def test_region_address_holds_the_whole_state(region):
    state = MunicipalityFilter.read(QueryDict("q=елк&group=BIG&group=SML&kind=city_okrug&has=1&sort=-people&page=9"))
    assert state.address(2) == "?q=%D0%B5%D0%BB%D0%BA&group=BIG&group=SML&kind=city_okrug&has=1&sort=-people&page=2"
    assert MunicipalityFilter.read(QueryDict(state.address()[1:])) == state


def test_region_head_turns_the_order_round(region, towns):
    facts = region_facts(region, MunicipalityFilter.read(QueryDict("sort=-people")), "")
    assert [(link.url, link.now) for link in (facts.by_name, facts.by_people, facts.by_practices)] == [
        ("?sort=name", ""), ("?sort=people", "descending"), ("?", ""),
    ]


@pytest.mark.parametrize(("page", "first", "number"), [("", 1, 15), ("2", 16, 1), ("99", 16, 1), ("x", 1, 15)])
def test_region_pages(region, page, first, number):
    for place in range(16):
        MunicipalityFactory(name=f"Город {place:02d}", region=region)
    facts = region_facts(region, MunicipalityFilter(), page)
    assert (facts.pages.first_row, len(facts.pages.rows)) == (first, number)


def test_region_facts_of_practices(region, towns):
    practice_at(towns["Дзержинск"])
    practice_at(towns["Арзамас"], "HCS", stage="implementing")
    practice_at(towns["Арзамас"], "HCS")
    practice_at(MunicipalityFactory(), "HCS")
    facts = region_facts(region, MunicipalityFilter(), "")
    assert (facts.practices, facts.proven, facts.with_practices, facts.rank, len(facts.newest)) == (3, 2, 2, 1, 3)
    assert [(row.code, row.count) for row in facts.top_sectors] == [("HCS", 2), ("WST", 1)]
    assert len(facts.missing_sectors) == 9


def test_region_page_shows_its_own_tile_and_links(client, region, towns):
    practice_at(towns["Дзержинск"])
    page = client.get("/territories/nizhegorodskaya-oblast/").text
    assert 'aria-label="НИЖ 1: Нижегородская область, практика, этот регион"' in page
    assert ('href="/practices/?sector=WST&amp;region=nizhegorodskaya-oblast"' in page, page.count("<h1")) == (True, 1)


def test_region_without_practices_says_it_is_no_mark(client, region, towns):
    page = client.get("/territories/nizhegorodskaya-oblast/").text
    assert ("Это не оценка региона" in page, "нет данных" in page) == (True, True)


def test_region_narrowed_list_is_not_indexed(client, region, towns):
    noindex = '<meta name="robots" content="noindex">'
    assert [noindex in client.get(f"/territories/nizhegorodskaya-oblast/{tail}").text for tail in ("", "?q=сар", "?sort=name")] == [False, True, False]


@pytest.mark.parametrize("number", [1, 8])
def test_region_sql_is_stated(region, towns, django_assert_num_queries, number):
    for _ in range(number):
        practice_at(towns["Арзамас"])
    with django_assert_num_queries(10):
        region_facts(region, MunicipalityFilter(), "")
