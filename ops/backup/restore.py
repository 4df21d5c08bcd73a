"""`manage.py restore`: a backup into an empty place, compared with what the backup promises."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from ops.backup.databases import engine
from ops.backup.facts import path_of, roots
from ops.backup.files import present, put_back
from ops.backup.manifest import BackupError, Manifest, fault_of, faults_of, key_mark, read_manifest
from ops.checks import UNFINISHED_RESTORE
from ops.letters import hold_letters
from ops.models import Duty, OutboxRow

SHOWN = 20


def checked(folder: Path) -> Manifest:
    """The promise of a whole backup. Raises BackupError with every fault."""
    manifest = read_manifest(folder)
    refuse_faults(f"{folder} is damaged", faults_of(folder, manifest))
    return manifest


def refuse_faults(title: str, found: Iterator[str]) -> None:
    """Raises BackupError with the first faults and the number of all."""
    if faults := list(found):
        more = f"\n  and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        raise BackupError("\n  ".join([f"{title}, {len(faults)} faults:", *faults[:SHOWN]]) + more)


def refuse_wrong_place(manifest: Manifest) -> None:
    """Raises BackupError where this backup does not belong, or where anything would be written over."""
    if manifest.engine != connection.vendor:
        raise BackupError(f"The backup is of {manifest.engine}, the settings name {connection.vendor}. Set SCHOOL_DATABASE_URL.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if later := sorted(name for name in set(manifest.migrations) - known if name.partition(".")[0] in apps.app_configs):
        raise BackupError(f"The backup is of a newer release (it has {later[-1]}). Install that release, then restore.")
    if not engine().is_empty():
        raise BackupError("The database is not empty. Restore into a new one; nothing was changed.")
    if some := next(present(), None):
        raise BackupError(f"There are files already ({path_of(some)}). Move them away; nothing was changed.")
    place = next(folder for folder in (settings.VAR, *settings.VAR.parents) if folder.exists())
    if shutil.disk_usage(place).free - manifest.size < settings.FREE_SPACE_FLOOR:
        raise BackupError(f"The backup needs {manifest.size >> 20} MB; there is not enough room at {place}.")


def restore(folder: Path, manifest: Manifest) -> None:
    """Fill the empty place: files first, then the database as a whole. Until `finish`, no server starts here. Raises BackupError."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    (settings.VAR / UNFINISHED_RESTORE).write_text(f"{folder.name}\n")
    for root in roots().values():
        root.mkdir(parents=True, exist_ok=True, mode=0o750)
    for kept in manifest.files:
        if kept.place != manifest.database:
            put_back(folder, kept)
    engine().load(folder / manifest.database)


def verify(manifest: Manifest) -> None:
    """Read back every file and count every table. Raises BackupError with each difference."""
    refuse_faults("The restored place differs from the backup", differences(manifest))


def differences(manifest: Manifest) -> Iterator[str]:
    """In files, tables and migrations."""
    for kept in manifest.files:
        if kept.place != manifest.database and (fault := fault_of(path_of(kept.place), kept)):
            yield f"{kept.place}: {fault}"
    if strange := set(present()) - {kept.place for kept in manifest.files}:
        yield f"files that are not of the backup: {sorted(strange)[:3]}"
    now = engine().facts()
    for table in sorted(set(manifest.tables) | set(now.tables)):
        if (was := manifest.tables.get(table)) != (found := now.tables.get(table)):
            yield f"table {table}: {found} instead of {was}"
    if manifest.migrations != now.migrations:
        yield "the migrations differ"


def come_alive(made_at: datetime, at: datetime) -> dict[str, Any]:
    """What must not go on as if no time had passed: letters are held, leases are free, everybody signs in again. The numbers."""
    with transaction.atomic():
        OutboxRow.objects.exclude(lease="").update(lease="", leased_until=None)
        Duty.objects.exclude(lease="").update(lease="", leased_until=None)
        return {"letters held": hold_letters(made_at, at), "sessions ended": Session.objects.all().delete()[0]}


def finish() -> None:
    """Servers may start."""
    (settings.VAR / UNFINISHED_RESTORE).unlink(missing_ok=True)


def same_key(manifest: Manifest) -> bool:
    """Whether sessions, links and second factors of the backup can be read here."""
    return manifest.key in {key_mark(key) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]}
