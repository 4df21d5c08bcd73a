"""People of these tests."""
import pytest

from accounts.roles import Role
from tests.people import someone


@pytest.fixture
def officer(db):
    return someone(Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
def person(db):
    return someone(Role.TRAINEE)


@pytest.fixture
def editor(db):
    return someone(Role.CONTENT_EDITOR)
