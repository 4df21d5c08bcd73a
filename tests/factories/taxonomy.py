"""Factories of the taxonomy. The eleven sectors come with the migrations: `sector("WST.cont")` fetches one."""
from __future__ import annotations

import factory

from taxonomy.models import NationalProject, Sector, Tag


def sector(code: str = "TRN") -> Sector:
    """A shipped sector by its code."""
    return Sector.objects.get(code=code)


class SectorFactory(factory.django.DjangoModelFactory):
    """A new sector beside the shipped ones."""

    class Meta:
        model = Sector
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"X{n:02d}")
    name = factory.Sequence(lambda n: f"Сфера {n}")
    name_en = factory.Sequence(lambda n: f"Sector {n}")


class NationalProjectFactory(factory.django.DjangoModelFactory):
    """A national project of the years from 2025."""

    class Meta:
        model = NationalProject
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"np-{n}")
    name = factory.Sequence(lambda n: f"Национальный проект {n}")
    year_from = 2025


class TagFactory(factory.django.DjangoModelFactory):
    """A cross-cutting theme."""

    class Meta:
        model = Tag
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"tag-{n}")
    name = factory.Sequence(lambda n: f"Тема {n}")
