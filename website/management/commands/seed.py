"""`manage.py seed`: territories, and on wish the demo of 157 practices through the same import that editors use."""
from __future__ import annotations

import argparse
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions.demo import DEMO_USERS, create_demo_users
from accounts.models import User
from config.env import ROOT
from ops.models import ImportBatch
from ops.models.imports import RowState
from portfolio.models import Practice
from territories.models import Municipality
from website.demo.doors import seed_doors
from website.demo.notices import seed_notices
from website.demo.people import seed_people
from website.demo.privacy import seed_privacy
from website.demo.saved import seed_saved
from website.demo.school import seed_school
from website.management.commands.import_practices import write

EXAMPLES = ("practices-ru.xlsx", "practices-ru-more.xlsx")
OVER = (ImportBatch.State.APPLIED, ImportBatch.State.UNDONE)


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
            seed_people(at=timezone.now())
            seed_school(at=timezone.now())
            seed_privacy(at=timezone.now())
            seed_doors(timezone.now())
            by = User.objects.get(email=DEMO_USERS[0].email)
            for name in unfinished():
                self.take(name, by)
            seed_notices(timezone.now())
            seed_saved(timezone.now())

    def take(self, name: str, by: User) -> None:
        """Import an example file whole, or go on where the last start was broken off."""
        batch = ImportBatch.objects.filter(name=name, job=None).exclude(state=ImportBatch.State.CHECKING).order_by("pk").first()
        if batch is None:
            call_command("import_practices", str(ROOT / "examples" / name), publish=True, by=by.email, stdout=self.stdout)
        else:
            write(batch, by, publish=True)
            self.stdout.write(f"{name}: finished what the last start had begun")


def unfinished() -> list[str]:
    """Example files to take in: all of them into a database without practices, else those whose own batch was broken off or not begun.

    A batch of the seed has no job; whoever has practices of another origin is left alone.
    """
    own = ImportBatch.objects.filter(name__in=EXAMPLES, job=None)
    if Practice.objects.exists() and not own.exists():
        return []
    ended = {batch.name for batch in own if batch.state in OVER and not batch.rows.filter(state=RowState.APPLIED).exists()}
    return [name for name in EXAMPLES if name not in ended]
