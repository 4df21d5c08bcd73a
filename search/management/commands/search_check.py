"""`manage.py search_check`: whether the index equals the database."""
from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from portfolio.queries import live_practices
from search.engines import engine

SHOWN = 20


class Command(BaseCommand):
    """Compares the keys of the index with the live practices; exit code 1 where they differ or the index can't be read."""

    help = "Compare the search index with the live practices; exit code 1 if they differ"

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints both differences and the health of the index."""
        health = engine().health()
        indexed, live = set(engine().ids()), set(live_practices().values_list("pk", flat=True))
        for title, keys in (("live but not indexed", live - indexed), ("indexed but not live", indexed - live)):
            if keys:
                listed = ", ".join(str(key) for key in sorted(keys)[:SHOWN])
                self.stdout.write(f"{len(keys)} {title}: {listed}{' …' if len(keys) > SHOWN else ''}")
        self.stdout.write(f"{len(indexed)} indexed, {len(live)} live, {health.bytes_used} bytes, {health.bytes_orphaned} orphaned. {health.detail}".strip())
        if indexed != live or not (health.ok or not live):
            sys.exit(1)
