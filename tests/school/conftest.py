"""Who works with an intake in these tests."""
from datetime import UTC, datetime

import pytest

from accounts.roles import Role
from tests.factories.school import IntakeFactory, IntakeRoleFactory, StreamFactory
from tests.people import someone

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def manager(db):
    """The programme manager."""
    return someone(Role.PROGRAMME_MANAGER)


@pytest.fixture
def intake(db):
    """A running intake."""
    return IntakeFactory(label="Второй набор")


@pytest.fixture
def stream(intake):
    """Its first stream."""
    return StreamFactory(intake=intake, number=1, title="Поток «Волга»", capacity=3)


@pytest.fixture
def other_stream(intake):
    """Its second stream."""
    return StreamFactory(intake=intake, number=2, title="Поток «Кама»", capacity=2)


@pytest.fixture
def curator(intake):
    """The curator of the intake."""
    user = someone(Role.CURATOR)
    IntakeRoleFactory(user=user, intake=intake)
    return user


@pytest.fixture
def strange_curator(db):
    """The curator of another intake."""
    user = someone(Role.CURATOR, email="stranger@people.invalid")
    IntakeRoleFactory(user=user)
    return user
