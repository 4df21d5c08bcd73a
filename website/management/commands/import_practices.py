"""`manage.py import_practices FILE`: the import of the desk from the command line, for files of up to 100,000 rows."""
from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from ops.imports.apply import apply_batch
from ops.imports.check import check_batch
from ops.imports.kinds import KINDS, ImportKind
from ops.imports.limits import Limits
from ops.imports.publish import publish_batch
from ops.imports.queries import said
from ops.imports.steps import Silent, TakenOver, move
from ops.models import ImportBatch
from ops.models.imports import Outcome
from portfolio.importing.kind import DEFAULT_SOURCE
from portfolio.importing.layout import BadMap, FileMap, read_map

SHOWN = 20


class Command(BaseCommand):
    """Check, write and, on wish, publish in this process; the batch stands on the desk and can be undone there."""

    help = "Import practices from an XLSX or CSV file; refused rows are listed and left out."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The file and how to take it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", type=Path, help="TOML: columns, factors, constants, key and source of a foreign file")
        parser.add_argument("--publish", action="store_true", help="make the practices live")
        parser.add_argument("--by", default="", help="e-mail of the editor in whose name it is done; otherwise the first administrator")
        parser.add_argument("--limit", type=int, default=100_000, help="rows the file may have")
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when the file, the map or the person will not do."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        kind, by = KINDS["practices"], person(options["by"])
        if not kind.may_import(by) or (options["publish"] and not kind.may_publish(by)):
            raise CommandError(f"{by.email} may not import practices: give a content editor or administrator with --by.")
        batch = new_batch(path, map_of(options["map"]), by)
        check_batch(batch, path, timezone.now(), Silent(), Limits().for_rows(options["limit"]))
        batch.refresh_from_db()
        if batch.state == batch.State.UNREADABLE:
            raise CommandError(kind.words(batch.problem["code"], batch.problem["params"]))
        self.tell_refused(batch, kind)
        if options["dry_run"]:
            batch.delete()
            return
        write(batch, by, options["publish"])
        self.tell_end(batch)

    def tell_refused(self, batch: ImportBatch, kind: ImportKind) -> None:
        """Counts of the dry run, then the refused rows by cause with their first cells."""
        counts = batch.counts
        self.stdout.write(f"{batch.name}: " + ", ".join(f"{outcome.value} {counts.get(outcome.value, 0)}" for outcome in Outcome))
        causes: Counter[str] = Counter()
        for n, row in enumerate(batch.rows.filter(outcome=Outcome.REFUSE).only("number", "messages").iterator()):
            errors = [message for message in row.messages if message["level"] == "error"]
            causes[errors[0]["code"]] += 1
            if n < SHOWN:
                self.stdout.write(f"  {errors[0].get('cell') or row.number}: {said(kind, errors[0])}")
        for code, count in causes.most_common():
            self.stdout.write(f"  refused, {code}: {count}")

    def tell_end(self, batch: ImportBatch) -> None:
        """What was written."""
        batch.refresh_from_db()
        done = {state: batch.counts.get(f"is_{state}", 0) for state in ("applied", "live", "failed")}
        self.stdout.write(f"  drafts {done['applied']}, live {done['live']}, failed {done['failed']}; batch {batch.public_id}")


def person(email: str) -> User:
    """The account in whose name it is done. Raises CommandError."""
    if email:
        user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    else:
        user = User.objects.filter(is_active=True, groups__name=Role.ADMINISTRATOR).order_by("pk").first()
    if user is None:
        raise CommandError(f"There is no active account {email or 'of an administrator'}. Give one with --by EMAIL.")
    return user


def map_of(path: Path | None) -> FileMap | None:
    """The map. Raises CommandError."""
    try:
        return read_map(path) if path else None
    except (BadMap, OSError) as error:
        raise CommandError(f"The map {path} will not do: {error}") from error


def new_batch(path: Path, foreign: FileMap | None, by: User) -> ImportBatch:
    """A batch without a stored file: the file stays where it is."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    source = foreign.source if foreign and foreign.source else DEFAULT_SOURCE
    options = {"map": foreign.as_json()} if foreign else {}
    return ImportBatch.objects.create(kind="practices", source=source, name=path.name[:255], sha256=digest, by=by, options=options)


def write(batch: ImportBatch, by: User, publish: bool) -> None:
    """Apply and, on wish, publish; a batch with nothing to write is applied at once."""
    try:
        move(batch, state=batch.State.APPLYING)
        apply_batch(batch, by, timezone.now(), Silent())
        if publish:
            publish_batch(batch, by, timezone.now(), Silent())
    except TakenOver:
        raise CommandError(f"The batch {batch.public_id} was taken over on the desk; nothing more is written here.") from None
