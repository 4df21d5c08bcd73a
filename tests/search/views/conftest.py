"""A small catalogue for the screens."""
from __future__ import annotations

from decimal import Decimal

import pytest

from ops.outbox import drain_all
from portfolio.fields import BudgetFields, PlaceFields
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory


@pytest.fixture
def three():
    """A bus in Tula, bins in Perm, a park in Perm."""
    tula, perm = RegionFactory(slug="tula", name="Тульская область"), RegionFactory(slug="perm", name="Пермский край")
    town, village = MunicipalityFactory(name="Алексин", region=tula, population=70_000, group="MONO"), MunicipalityFactory(name="Кунгур", region=perm, population=900, group="RUR")
    made = [
        practices.live(sector_id=sector("TRN").pk, places=(PlaceFields(town.pk),)),
        practices.live(
            title="Контейнерные площадки для частного сектора", annotation="Баки стоят там, где их ждут.", sector_id=sector("WST").pk,
            subsector_ids=(sector("WST.cont").pk,), places=(PlaceFields(village.pk),), kind="service", keywords="бак", problem="Мусор <b>лежал</b> у дороги.",
            budget=(BudgetFields("grant", Decimal(300), 2024),),
        ),
        practices.live(
            title="Парк у реки", annotation="Парк открыт.", sector_id=sector("IMP").pk, places=(PlaceFields(village.pk),), kind="infrastructure",
            keywords="парк", problem="Берег зарос.", budget=(BudgetFields("federal", Decimal(90_000), 2024),),
        ),
    ]
    drain_all()
    return made
