"""Map, region list and municipality page: values and the number of queries."""
import datetime as dt

import pytest
from django.utils import translation

from territories.models import Membership, PeerGroup, Population
from territories.queries import districts, municipalities_of, municipality_page, peer_groups, region_by_slug, regions_on_map, sizes_in_group
from territories.queries.pages import municipality_rows
from tests.factories.territories import MunicipalityFactory, RegionFactory, SuccessionFactory

pytestmark = pytest.mark.django_db


def test_regions_on_map_leaves_out_those_without_a_tile(django_assert_num_queries):
    drawn = RegionFactory(name="Тульская область", tile_row=2, tile_col=5)
    first = RegionFactory(name="Ярославская область", tile_row=1, tile_col=9)
    RegionFactory(name="Новая область", tile_row=None, tile_col=None)
    RegionFactory(name="Половинная область", tile_row=0, tile_col=None)
    with django_assert_num_queries(1):
        regions = regions_on_map()
    assert [(one.label, one.row, one.col) for one in regions] == [("Ярославская область", 1, 9), ("Тульская область", 2, 5)]
    assert (regions[1].id, regions[1].district) == (drawn.pk, drawn.territory.parent.name)
    assert regions[0].id == first.pk


def test_districts_hold_every_region_drawn_or_not(django_assert_num_queries):
    region = RegionFactory(tile_row=None, tile_col=None)
    RegionFactory(district=region.territory.parent)
    with django_assert_num_queries(2):
        (only,) = districts()
    assert len(only.regions) == 2


def test_region_by_slug_unknown_is_none():
    region = RegionFactory()
    assert region_by_slug(region.slug) == region
    assert region_by_slug("net") is None


@pytest.mark.parametrize("count", [1, 30])
def test_municipalities_of_a_region_cost_one_query(count, django_assert_num_queries):
    region = RegionFactory()
    for _ in range(count):
        MunicipalityFactory(region=region, population=20_000, group="DST")
    with django_assert_num_queries(1):
        rows = municipality_rows(municipalities_of(region.pk)[:50])
    assert [(row.population, row.group, row.group_label) for row in rows] == [(20_000, "DST", "город 20–100 тыс.")] * count


def test_municipalities_of_a_region_newest_number_and_current_ones_only():
    region = RegionFactory()
    town = MunicipalityFactory(name="Бор", region=region, population=5)
    Population.objects.create(municipality=town, year=2025, total=0)
    MunicipalityFactory(name="Азов", region=region)
    MunicipalityFactory(region=region, valid_to=dt.date(2022, 12, 31))
    MunicipalityFactory()
    assert [(row.label, row.population) for row in municipality_rows(municipalities_of(region.pk))] == [("Азов", None), ("Бор", 0)]


def test_municipality_rows_english_reader_sees_english_group():
    town = MunicipalityFactory(group="MONO")
    with translation.override("en"):
        (row,) = municipality_rows(municipalities_of(town.region_id))
    assert row.group_label == "single-industry town"


@pytest.mark.parametrize("count", [1, 12])
def test_municipality_page_costs_six_queries(count, django_assert_num_queries):
    town = MunicipalityFactory(name="Арзамас", population=144_670, group="BIG", valid_from=dt.date(2024, 1, 1))
    for year in range(2024 - count, 2024):
        Population.objects.create(municipality=town, year=year, total=100_000)
    for n in range(count):
        SuccessionFactory(new=town, old=MunicipalityFactory(region=town.region, name=f"Прежний {n}"), date=dt.date(2023, 1, 1))
        MunicipalityFactory(population=120_000, group="BIG")
    with django_assert_num_queries(6):
        facts = municipality_page(town.region.slug, town.slug)
    assert (facts.population, facts.border_break, facts.group.code) == (144_670, 2023, "BIG")
    assert len(facts.series) == count + 1
    assert [one.same_code for one in facts.predecessors] == [False] * count
    assert sorted(facts.group_sizes.values()) == [120_000] * count + [144_670]


def test_municipality_page_nothing_known_is_none_not_zero():
    town = MunicipalityFactory()
    facts = municipality_page(town.region.slug, town.slug)
    assert (facts.population, facts.border_break, facts.group, facts.group_sizes, facts.predecessors) == (None, None, None, {}, ())
    assert municipality_page("net", town.slug) is None
    assert municipality_page(town.region.slug, "net") is None


def test_sizes_in_group_by_hand_counts_and_leaves_the_group_of_the_rule():
    moved = MunicipalityFactory(population=90_000, group="DST")
    stays = MunicipalityFactory(population=80_000, group="DST")
    Membership.objects.create(municipality=moved, year=2024, group=PeerGroup.objects.get(code="BIG"), basis="manual", note="так решили")
    assert sizes_in_group("DST", 2024) == {stays.pk: 80_000}
    assert sizes_in_group("BIG", 2024) == {moved.pk: 90_000}


def test_sizes_in_group_number_of_the_year_before_stands_in():
    town = MunicipalityFactory(group="DST")
    Population.objects.create(municipality=town, year=2023, total=7)
    Population.objects.create(municipality=town, year=2022, total=8)
    assert sizes_in_group("DST", 2024) == {town.pk: 7}


def test_peer_groups_shipped_are_in_the_order_of_the_rule():
    assert [group.code for group in peer_groups()] == ["CAP", "MLN", "REG", "MONO", "BIG", "DST", "SML", "RUR", "unknown"]
