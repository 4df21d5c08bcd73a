"""`manage.py reapply_erasures`: after a restore, those who were erased since the backup are erased again."""
from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.erasing import come_back, erase_person, note_gone


class Command(BaseCommand):
    """Says how many; names nobody."""

    help = "Erase again everybody who was erased before and has come back with a restored backup."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """`--dry-run`, `--list`."""
        parser.add_argument("--list", type=Path, dest="lines", help="the erasures.jsonl of the old place, where it is not in SCHOOL_VAR")
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, dry_run: bool, lines: Path | None, **options: Any) -> None:
        """One after the other, each room in a transaction of its own."""
        found = list(come_back(lines))
        for user, gone in found if not dry_run else []:
            note_gone(user, gone.at)
            erase_person(user, timezone.now(), {}, lambda report: None)
        self.stdout.write(f"Erased again: {0 if dry_run else len(found)} of {len(found)}")
