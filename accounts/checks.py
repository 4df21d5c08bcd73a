"""What must hold before the site may be started."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections

from accounts.models import User


@register(Tags.database)
def no_demo_users_in_production(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any,
) -> list[CheckMessage]:
    """accounts.E001: a user whose password stands in the documentation is in a production database.

    Runs with `check --database default` and `migrate`, and is called at the start of the production web server; never by makemigrations.
    """
    if not databases or settings.MODE != "production":
        return []
    emails = demo_emails()
    if not emails:
        return []
    return [Error(
        f"Demo users are in the database: {', '.join(emails)}. Their password is public.",
        hint="Delete them (manage.py remove_demo_users) or start with an empty database.", id="accounts.E001",
    )]


def demo_emails() -> list[str]:
    """Addresses of demo users; none where the table is not there yet."""
    if User._meta.db_table not in connections["default"].introspection.table_names():
        return []
    try:
        return list(User.objects.filter(is_demo=True).values_list("email", flat=True))
    except DatabaseError:  # an older table, before its migration
        return []
