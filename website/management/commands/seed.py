"""`manage.py seed`: territories, and on wish the demo of 157 practices through the same import that editors use."""
from __future__ import annotations

import argparse
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions.demo import DEMO_USERS, create_demo_users
from config.env import ROOT
from portfolio.models import Practice
from territories.models import Municipality

EXAMPLES = ("practices-ru.xlsx", "practices-ru-more.xlsx")


class Command(BaseCommand):
    """Fill an empty database; a database with practices is left alone."""

    help = "Load the territories into an empty database; with --demo also users and 157 practices."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """`--demo`."""
        parser.add_argument("--demo", action="store_true", help="also the demo users and the example practices")

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        """Each part only where it is missing."""
        if not Municipality.objects.exists():
            call_command("load_territories", demo=demo, stdout=self.stdout)
        if demo:
            create_demo_users(at=timezone.now())
            if not Practice.objects.exists():
                for name in EXAMPLES:
                    call_command("import_practices", str(ROOT / "examples" / name), publish=True, by=DEMO_USERS[0].email, stdout=self.stdout)
