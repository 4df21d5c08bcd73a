"""A region with two towns, its coordinator, another region, unspent limits."""
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from accounts.roles import Role
from territories.actions.give_territory_role import give_territory_role
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone


@pytest.fixture(autouse=True)
def fresh_start():
    cache.clear()
    translation.activate("ru")
    yield
    cache.clear()


@pytest.fixture
def land(db):
    region, other = RegionFactory(name="Залесская область"), RegionFactory(name="Приморье")
    town, village = MunicipalityFactory(name="Залесск", region=region), MunicipalityFactory(name="Ключи", region=region)
    coordinator = someone(Role.REGIONAL_COORDINATOR)
    give_territory_role(coordinator, Role.REGIONAL_COORDINATOR, region.territory, None, timezone.now(), date(2026, 1, 1))
    return SimpleNamespace(region=region, other=other, town=town, village=village, coordinator=coordinator, far=MunicipalityFactory(region=other))
