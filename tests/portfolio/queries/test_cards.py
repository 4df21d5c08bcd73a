"""Cards and counts of live practices, at a constant number of queries."""
from decimal import Decimal

import pytest
from django.utils import translation

from portfolio.fields import PlaceFields
from portfolio.queries import (
    live_count,
    live_counts_by_municipality,
    live_counts_by_region,
    live_counts_by_sector,
    live_practices,
    newest_practices,
    practice_cards,
    practice_page,
    practices_of_municipalities,
    practices_of_municipality,
    practices_of_region,
)
from tests.factories.portfolio import draft, live
from tests.factories.taxonomy import SectorFactory
from tests.factories.territories import MunicipalityFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 7])
def test_practice_cards_in_order_without_drafts_in_three_queries(count, django_assert_num_queries):
    rows = [live(sector_id=SectorFactory().pk) for _ in range(count)]
    keys = [rows[0].pk, draft().pk, 10**9, *[row.pk for row in reversed(rows[1:])]]
    with django_assert_num_queries(3):
        cards = practice_cards(keys)
    assert [card.id for card in cards] == [rows[0].pk, *[row.pk for row in reversed(rows[1:])]]


def test_practice_card_holds_what_a_list_shows():
    region = RegionFactory(name="Нижегородская область")
    town = MunicipalityFactory(name="Дзержинск", region=region, population=225_251, group="BIG")
    second = MunicipalityFactory()
    practice = live(places=(PlaceFields(town.pk, "Бабино", Decimal(60)), PlaceFields(second.pk, "", Decimal(40))))
    [card] = practice_cards([practice.pk])
    assert (card.title, card.code, card.hue, card.months, card.cost_krub, card.year) == (
        practice.title, practice.code, "d-x-trn", 10, Decimal("3420.5"), practice.year,
    )
    assert (card.place.name.name, card.place.region.name, card.place.settlement, card.place.population, card.place.population_year, card.place.others) == (
        "Дзержинск", "Нижегородская область", "Бабино", 225_251, 2024, 1,
    )
    assert (card.place.group.code, card.figure.name, round(card.figure.reached, 3), card.sector.name) == (
        "BIG", "Срок согласования, медиана", Decimal("0.984"), "Транспорт",
    )
    assert card.url == practice.get_absolute_url()
    with translation.override("en"):
        assert (card.url, card.sector.in_language("en")) == ("/en" + f"/practices/{practice.number}-{practice.slug}/", "Transport")


def test_practice_card_of_an_incomplete_row_leaves_blanks():
    practice = live()
    practice.places.get_live_queryset().delete()
    practice.indicators.get_live_queryset().delete()
    type(practice).objects.update(sector=None)
    [card] = practice_cards([practice.pk])
    assert (card.place, card.figure, card.sector, card.hue) == (None, None, None, "")
    assert practice_page(practice.number).text.headline is None


def test_counts_and_lists_hold_live_practices_only():
    region, town, sector = RegionFactory(), MunicipalityFactory(), SectorFactory()
    inside = [MunicipalityFactory(region=region) for _ in range(2)]
    both = live(sector_id=sector.pk, places=tuple(PlaceFields(row.pk, "", Decimal(50)) for row in inside))
    alone = live(places=(PlaceFields(town.pk),))
    hidden = draft(sector_id=sector.pk, places=(PlaceFields(inside[0].pk),))
    assert (live_count(), set(live_practices())) == (2, {both, alone})
    assert live_counts_by_region() == {region.pk: 1, town.region_id: 1}
    assert live_counts_by_municipality(region.pk) == {inside[0].pk: 1, inside[1].pk: 1}
    assert live_counts_by_sector() == {sector.pk: 1, alone.sector_id: 1}
    assert (list(practices_of_region(region.pk)), list(practices_of_municipality(town.pk))) == ([both], [alone])
    assert set(practices_of_municipalities([inside[0].pk, town.pk])) == {both, alone}
    assert [card.id for card in newest_practices(limit=1)] == [alone.pk]
    assert practice_page(hidden.number) is None


@pytest.mark.parametrize("count", [1, 5])
def test_with_rows_takes_the_same_queries_at_any_number(count, django_assert_num_queries):
    for _ in range(count):
        live()
    with django_assert_num_queries(6):
        rows = [(row.as_fields(), str(row.places.all()[0].municipality.region)) for row in live_practices().with_rows()]
    assert len(rows) == count
