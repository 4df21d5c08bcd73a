"""`manage.py restore BACKUP`: a backup into an empty place, or only a look whether it is whole."""
from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ops.backup.manifest import BackupError, Manifest
from ops.backup.restore import checked, come_alive, finish, refuse_wrong_place, restore, same_key, verify
from website.management.commands.backup import ERASURES


class Command(BaseCommand):
    """Restores a backup into the database and the folder that the settings name."""

    help = "Restore a backup into an empty database and an empty folder; letters that were still owed are held (manage.py outbox release)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which one, and how."""
        parser.add_argument("backup", type=Path, help="the folder of one backup (school-…)")
        parser.add_argument("--verify", action="store_true", help="read everything back and compare it with the backup: files by hash, tables by rows and checksum")
        parser.add_argument("--erasures", type=Path, metavar="FILE", help="list of erased persons of the old place; otherwise the one beside the backup")
        parser.add_argument("--check-only", action="store_true", help="say whether the backup is whole, and change nothing")

    def handle(self, *args: Any, backup: Path, check_only: bool, **options: Any) -> None:
        """Raises CommandError; an empty place that was refused is still empty."""
        try:
            manifest = checked(backup)
            self.stdout.write(f"{backup.name} is whole: {len(manifest.files)} files, {len(manifest.tables)} tables, made {manifest.made_at}")
            if not check_only:
                self.restore(backup, manifest, options["verify"], options["erasures"])
        except BackupError as error:
            raise CommandError(str(error)) from None

    def restore(self, backup: Path, manifest: Manifest, compare: bool, erasures: Path | None) -> None:
        """Fill, compare, bring up to this release, let nobody come back and nothing go out twice."""
        refuse_wrong_place(manifest)
        if erasures is not None and not erasures.is_file():
            raise BackupError(f"There is no file {erasures}; nothing was changed.")
        beside = backup.resolve().parent / ERASURES
        restore(backup, manifest)
        if compare:
            verify(manifest)
            self.stdout.write(f"compared: {len(manifest.files)} files and {len(manifest.tables)} tables are as in the backup")
        call_command("migrate", verbosity=0, interactive=False)
        for name, number in come_alive(datetime.fromisoformat(manifest.made_at), timezone.now()).items():
            self.stdout.write(f"{name}: {number}")
        call_command("reapply_erasures", lines=erasures or (beside if beside.is_file() else None), stdout=self.stdout)
        call_command("search_rebuild", stdout=self.stdout)
        finish()
        if not same_key(manifest):
            self.stderr.write("SCHOOL_SECRET_KEY is not the key of the backup: second factors cannot be read until it stands there, if only as a fallback.")
        self.stdout.write("restored: start the servers, then look at the held letters (manage.py outbox list) and release or drop them")
