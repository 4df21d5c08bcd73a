"""Factories of the school: an intake is in training with 161 places unless given; a stream has 40."""
from __future__ import annotations

from datetime import date

import factory
from django.utils import timezone

from accounts.roles import Role
from school.models import Enrolment, Intake, IntakeRole, Programme, Stream
from school.states import IntakeState
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonFactory


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """An individual programme."""

    class Meta:
        model = Programme

    code = factory.Sequence(lambda n: f"programme-{n}")
    title = factory.Sequence(lambda n: f"Программа {n}")


class IntakeFactory(factory.django.DjangoModelFactory):
    """A running intake of a programme of its own."""

    class Meta:
        model = Intake

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    starts = date(2026, 9, 1)
    ends = date(2027, 5, 31)
    places = 161
    state = IntakeState.RUNNING


class StreamFactory(factory.django.DjangoModelFactory):
    """A stream of an intake of its own."""

    class Meta:
        model = Stream

    intake = factory.SubFactory(IntakeFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    capacity = 40


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """A trainee of a stream of its own; the row only, without history."""

    class Meta:
        model = Enrolment

    person = factory.SubFactory(PersonFactory)
    stream = factory.SubFactory(StreamFactory)
    intake = factory.SelfAttribute("stream.intake")
    enrolled_on = date(2026, 9, 1)
    state_on = factory.SelfAttribute("enrolled_on")


class IntakeRoleFactory(factory.django.DjangoModelFactory):
    """A curator of an intake of its own; the account's role is given by `someone`."""

    class Meta:
        model = IntakeRole

    user = factory.SubFactory(UserFactory)
    role = Role.CURATOR
    intake = factory.SubFactory(IntakeFactory)
    since = date(2026, 1, 1)
    given_at = factory.LazyFunction(timezone.now)
