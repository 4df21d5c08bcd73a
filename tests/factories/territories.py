"""Factories of territories; `load_reference()` brings the shipped reference into the test's transaction."""
from __future__ import annotations

from typing import Any

import factory
from django.core.management import call_command

from territories.models import (
    Membership,
    Municipality,
    MunicipalityType,
    PeerGroup,
    Population,
    ReferenceStamp,
    Region,
    Succession,
    Territory,
    TerritoryKind,
)


def load_reference() -> None:
    """The whole shipped reference: 85 regions, 2,594 municipalities. About a second; better the module-wide fixture `reference`."""
    call_command("load_territories", verbosity=0)


def refresh_names() -> None:
    """Tells the cached list of names that rows were made."""
    ReferenceStamp.objects.all().delete()
    ReferenceStamp.objects.create(pk=1)


class TerritoryFactory(factory.django.DjangoModelFactory):
    """Any territory."""

    class Meta:
        model = Territory

    kind = TerritoryKind.MUNICIPALITY
    name = factory.Sequence(lambda n: f"Место {n}")


class DistrictFactory(TerritoryFactory):
    """A federal district."""

    kind = TerritoryKind.DISTRICT
    name = factory.Sequence(lambda n: f"Округ {n}")


class RegionFactory(factory.django.DjangoModelFactory):
    """A region on the map; `name` names its territory."""

    class Meta:
        model = Region
        exclude = ("name", "district")

    name = factory.Sequence(lambda n: f"Область {n}")
    district = factory.SubFactory(DistrictFactory)
    territory = factory.SubFactory(
        TerritoryFactory, kind=TerritoryKind.REGION, name=factory.SelfAttribute("..name"), parent=factory.SelfAttribute("..district"),
    )
    slug = factory.Sequence(lambda n: f"region-{n}")
    oktmo2 = factory.Sequence(lambda n: f"{n % 100:02d}")
    abbr = "ОБЛ"
    tz = "Europe/Moscow"
    tile_row = factory.Sequence(lambda n: n // 16)
    tile_col = factory.Sequence(lambda n: n % 16)


class MunicipalityFactory(factory.django.DjangoModelFactory):
    """A municipality; `name`, `population=225_000` and `group="BIG"` make the rows beside it (year 2024)."""

    class Meta:
        model = Municipality
        exclude = ("name",)
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Город {n}")
    region = factory.SubFactory(RegionFactory)
    territory = factory.SubFactory(
        TerritoryFactory, name=factory.SelfAttribute("..name"), parent=factory.SelfAttribute("..region.territory"),
    )
    slug = factory.Sequence(lambda n: f"gorod-{n}")
    oktmo = factory.Sequence(lambda n: f"{10_701_000 + n}")
    full_name = factory.LazyAttribute(lambda made: f"городской округ город {made.territory.name}")
    type = MunicipalityType.CITY_OKRUG
    center = factory.LazyAttribute(lambda made: f"г {made.territory.name}")

    @factory.post_generation
    def population(self: Any, create: bool, total: int | None, **kwargs: Any) -> None:
        if create and total is not None:
            Population.objects.create(municipality=self, year=kwargs.get("year", 2024), total=total)
        refresh_names()

    @factory.post_generation
    def group(self: Any, create: bool, code: str | None, **kwargs: Any) -> None:
        if create and code:
            Membership.objects.create(municipality=self, year=kwargs.get("year", 2024), group=PeerGroup.objects.get(code=code))


class SuccessionFactory(factory.django.DjangoModelFactory):
    """One municipality went into another."""

    class Meta:
        model = Succession

    old = factory.SubFactory(MunicipalityFactory)
    new = factory.SubFactory(MunicipalityFactory)
