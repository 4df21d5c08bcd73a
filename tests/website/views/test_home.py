"""The home page: what is counted on it, for whom, at what price."""
import re

import pytest

from tests.factories.portfolio import live
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory
from website.queries import home_facts


def practice_in(region, code="WST", **changes):
    from portfolio.fields import PlaceFields

    town = MunicipalityFactory(region=region, population=50_000)
    return live(sector_id=sector(code).pk, places=(PlaceFields(town.pk),), **changes)


def test_home_empty_catalogue_offers_one_action(client, db):
    page = client.get("/").text
    assert ("Пока не опубликовано ни одной практики" in page, "Войти и пополнить каталог" in page, page.count("<h1")) == (True, True, 1)


def test_home_counts_practices_sectors_and_regions(client, db):
    one, other = RegionFactory(name="Первая область", abbr="ПЕР"), RegionFactory(name="Вторая область")
    for _ in range(3):
        practice_in(one)
    practice_in(other, "HCS")
    facts = home_facts()
    assert (facts.practices, [(row.code, row.count) for row in facts.sectors]) == (4, [("HCS", 1), ("WST", 3)])
    assert (facts.regions.regions, facts.regions.with_practices, [row.count for row in facts.regions.top]) == (2, 2, [3, 1])
    page = client.get("/").text
    assert "В каталоге 4 практики из 2 регионов." in page
    assert 'aria-label="ПЕР 3: Первая область, практики"' in page


def test_home_region_without_practices_is_no_link_on_the_map(client, db):
    RegionFactory(name="Тихая область", abbr="ТИХ")
    practice_in(RegionFactory(name="Первая область"))
    page = client.get("/").text
    assert (page.count('<g class="tile q0"'), page.count('<a class="tile')) == (1, 1)


def test_home_has_one_search_field_and_it_gets_the_slash(client, db):
    page = client.get("/").text
    assert (re.findall(r'<input[^>]*type="search"[^>]*id="([^"]+)"|<input[^>]*id="([^"]+)"[^>]*type="search"', page), page.count("data-slash-first")) == (
        [("", "q")], 1,
    )


def test_home_door_of_the_editor_leads_to_the_desk_once_signed_in(client, db):
    from accounts.roles import Role
    from tests.people import someone

    assert 'href="/accounts/login/">Пополняю каталог' in client.get("/").text
    client.force_login(someone(Role.CONTENT_EDITOR))
    assert 'href="/desk/">Пополняю каталог' in client.get("/").text


def test_home_in_english_has_english_names(client, db):
    practice_in(RegionFactory(name="Первая область", territory__name_en="First Oblast"))
    page = client.get("/en/").text
    assert ("First Oblast" in page, "The catalogue holds 1 practice from 1 region." in page, "Первая область" in page) == (True, True, False)


@pytest.mark.parametrize("number", [1, 7])
def test_home_facts_sql_is_nine_at_any_number(db, django_assert_num_queries, number):
    for _ in range(number):
        practice_in(RegionFactory())
    with django_assert_num_queries(9):
        home_facts()
