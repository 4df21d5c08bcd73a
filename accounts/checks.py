"""What must hold before the site may be started."""
from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from celery.signals import worker_init
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


@register()
def one_web_process_without_shared_cache(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """accounts.E002: limits on sign-in are counted in the cache; a cache per process would multiply them."""
    workers = os.environ.get("WEB_CONCURRENCY", "1")
    if workers == "1" or not settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        return []
    return [Error(
        f"WEB_CONCURRENCY is {workers}, but the cache belongs to one process: limits on sign-in would be {workers} times as wide.",
        hint="Leave WEB_CONCURRENCY at 1 (it has threads), or run in production mode with SCHOOL_REDIS_URL.", id="accounts.E002",
    )]


def refuse_bad_accounts() -> None:
    """Called once by the web server when Django is set up. Raises SystemExit with a line per fault."""
    faults = [*no_demo_users_in_production(None, ["default"]), *one_web_process_without_shared_cache(None)]
    if faults:
        raise SystemExit("This start is refused:\n  " + "\n  ".join(f"{fault.id} {fault.msg} {fault.hint}" for fault in faults))


def refuse_bad_worker(**kwargs: Any) -> None:
    """A worker of Celery does not start where the web server would not."""
    refuse_bad_accounts()


worker_init.connect(refuse_bad_worker)


def demo_emails() -> list[str]:
    """Addresses of demo users; none where the table is not there yet."""
    try:
        if User._meta.db_table not in connections["default"].introspection.table_names():
            return []
        return list(User.objects.filter(is_demo=True).values_list("email", flat=True))
    except DatabaseError:  # an older table, or no database yet: what asks next will say so
        return []
