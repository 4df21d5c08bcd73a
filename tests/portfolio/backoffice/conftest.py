"""An editor at the admin's door."""
import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.people import someone


@pytest.fixture
def editor(db):
    """The content editor."""
    return someone(Role.CONTENT_EDITOR)


@pytest.fixture
def admin(client, editor):
    """The content editor's browser."""
    client.force_login(editor)
    return client


@pytest.fixture
def at():
    """Address of a screen of practices in the admin."""
    return lambda name, *args: reverse(f"practices:{name}", args=args)


@pytest.fixture
def bulk():
    """Address of a bulk action for these practices."""
    return lambda action, *practices: (
        reverse("wagtail_bulk_action", args=["portfolio", "practice", action]) + "?next=/admin/practices/&" + "&".join(f"id={row.pk}" for row in practices)
    )
