"""Factories of people. Names are invented; a person has no birth date, e-mail or post unless given."""
from __future__ import annotations

from datetime import date

import factory
from django.utils import timezone

from people.models import Organisation, Person, Post, PostCategory
from tests.factories.territories import MunicipalityFactory

FAMILIES = ("Кедров", "Вершинин", "Лосев", "Рубцов", "Сотников", "Черкашин", "Берестов", "Озеров")
GIVEN = ("Игнат", "Лаврентий", "Арсений", "Демьян", "Влас", "Тихон")


class PersonFactory(factory.django.DjangoModelFactory):
    """A person of one's own name."""

    class Meta:
        model = Person

    family = factory.Sequence(lambda n: f"{FAMILIES[n % len(FAMILIES)]}{'' if n < len(FAMILIES) else f'-{n}'}")
    given = factory.Sequence(lambda n: GIVEN[n % len(GIVEN)])
    patronymic = "Савельевич"
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")


class OrganisationFactory(factory.django.DjangoModelFactory):
    """An organisation without INN and region."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"МКУ «Городские сети {n}»")
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")


class PostFactory(factory.django.DjangoModelFactory):
    """A managerial post in a municipality since 2020."""

    class Meta:
        model = Post

    person = factory.SubFactory(PersonFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    title = "Заместитель главы по ЖКХ"
    category = PostCategory.DEPUTY
    started_on = date(2020, 3, 1)
    is_managerial = True
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")
