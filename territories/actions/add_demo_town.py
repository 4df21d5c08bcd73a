"""The invented town that carries invented numbers: no OKTMO, marked as demo."""
from __future__ import annotations

from django.db import transaction

from territories.actions.load_reference import touch_reference
from territories.models import Membership, Municipality, MunicipalityType, PeerGroup, Population, Region, Territory, TerritoryKind
from territories.rules.peer_groups import PeerFacts, group_for

NAME = "Новоречье"
PEOPLE = 84_000
YEAR = 2024


def add_demo_town(region_slug: str = "nizhegorodskaya-oblast") -> bool:
    """Adds «город Новоречье» to a region once; False if it was there."""
    region = Region.objects.get(slug=region_slug)
    if Municipality.objects.filter(demo=True, region=region, slug="novoreche").exists():
        return False
    group = group_for(PeerFacts(MunicipalityType.CITY_OKRUG, f"г {NAME}", PEOPLE))
    with transaction.atomic():
        place = Territory.objects.create(kind=TerritoryKind.MUNICIPALITY, name=NAME, name_en="Novorechye", parent=region.territory)
        made = Municipality.objects.create(
            territory=place, slug="novoreche", full_name=f"городской округ город {NAME}", type=MunicipalityType.CITY_OKRUG, region=region,
            center=f"г {NAME}", demo=True,
        )
        Population.objects.create(municipality=made, year=YEAR, total=PEOPLE, source="вымышлено")
        Membership.objects.create(municipality=made, year=YEAR, group=PeerGroup.objects.get(code=group))
        touch_reference()
    return True
