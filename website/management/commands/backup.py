"""`manage.py backup FOLDER`: database, media and private files of one instant."""
from __future__ import annotations

import argparse
import json
from datetime import UTC
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.erasing import everybody_gone
from ops.backup.create import make_backup, write_keys
from ops.backup.manifest import BackupError, write_synced

ERASURES = "erasures.jsonl"


class Command(BaseCommand):
    """Makes a backup while the site runs."""

    help = "Back up database, media and private files into a new folder below FOLDER, while the site runs. Keys go to a file of their own."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to, where the keys go, how many stay."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keys", type=Path, metavar="FILE", help="also write the keys to FILE (0600); keep it elsewhere than the backups")
        parser.add_argument("--keep", type=positive, metavar="N", help="remove all but the newest N backups of FOLDER once this one is whole")

    def handle(self, *args: Any, folder: Path, keys: Path | None, keep: int | None, **options: Any) -> None:
        """Raises CommandError; then FOLDER is as it was."""
        folder = folder.resolve()
        if keys is not None and keys.resolve().is_relative_to(folder):
            raise CommandError("Keys beside the backup open it to whoever takes it. Name a file outside of the folder.")
        try:
            if keys is not None and write_keys(keys):
                self.stdout.write(f"keys: {keys}")
            made = make_backup(folder, timezone.now().astimezone(UTC), keep)
        except BackupError as error:
            raise CommandError(str(error)) from None
        keep_list(folder)
        for warning in made.warnings:
            self.stderr.write(f"look at this: {warning}")
        rows = sum(table[0] for table in made.manifest.tables.values())
        self.stdout.write(f"{made.folder}: {rows} rows, {len(made.manifest.files) - 1} files, {made.manifest.size >> 10} KB; old ones removed: {len(made.removed)}")


def keep_list(folder: Path) -> None:
    """Everybody who was ever erased stands beside the backups, so that an older one that is restored brings nobody back."""
    lines = [{"user": str(gone.user), "email_hash": gone.email_hash, "at": gone.at.isoformat()} for gone in everybody_gone(folder / ERASURES)]
    if lines:
        half = folder / f".{ERASURES}"
        half.unlink(missing_ok=True)
        write_synced(half, "".join(json.dumps(line) + "\n" for line in lines).encode("ascii"))
        half.replace(folder / ERASURES)


def positive(text: str) -> int:
    """A number from 1. Raises ValueError."""
    if (number := int(text)) < 1:
        raise ValueError
    return number
