"""`manage.py backup`: everything of one instant into a folder of its own, whole or not at all."""
from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import django
import wagtail
from django.conf import settings
from django.db import connection

from ops.backup.databases import engine
from ops.backup.facts import Facts, path_of, still_named
from ops.backup.files import Copies, bytes_present, present
from ops.backup.manifest import BackupError, Kept, Manifest, digest_of, key_mark, sync_folder, write_manifest, write_synced

PREFIX, HALF, LOCK = "school-", ".half-", ".lock"
NOTE = "last_backup.json"


@dataclass(frozen=True)
class Made:
    """A finished backup: its folder, what it promises, what to look at, and which old ones went."""

    folder: Path
    manifest: Manifest
    warnings: list[str]
    removed: list[Path]


def make_backup(place: Path, at: datetime, keep: int | None = None) -> Made:
    """Database, media and private files as they stood at one instant; then all but the newest `keep` backups go. Raises BackupError.

    Files are copied before the dump and those that came meanwhile after it, so every row of the dump finds its file although others write.
    """
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(place):
        clear_halves(place)
        refuse_lack_of_room(place)
        half = place / f"{HALF}{os.getpid()}"
        half.mkdir(mode=0o700)
        try:
            manifest, warnings = fill(half, at)
            folder = free_name(place, at)
            half.rename(folder)
            sync_folder(place)
        except OSError as error:
            raise BackupError(f"The backup was not written: {error.strerror or error}. What there was of it is removed.") from error
        finally:
            shutil.rmtree(half, ignore_errors=True)
        note(folder, manifest, at)
        return Made(folder, manifest, warnings, rotate(place, keep))


def fill(half: Path, at: datetime) -> tuple[Manifest, list[str]]:
    """Write everything into the unfinished folder."""
    copies, database = Copies(half), engine()
    for _ in range(2):  # what came during the long first round is taken in the short second one, close to the instant
        copies.take_all(present())
    found = database.dump(half / database.file, copies.take_all)
    missing = sorted(name for name in found.named if not copies.take(name))
    copies.keep_only(set(found.named))
    kept = [Kept(database.file, *digest_of(half / database.file)), *sorted(copies.kept.values(), key=lambda one: one.place)]
    manifest = Manifest(
        made_at=at.isoformat(), engine=connection.vendor, database=database.file, key=key_mark(settings.SECRET_KEY), versions=versions(),
        migrations=found.migrations, tables=found.tables, files=kept, missing=missing,
    )
    for folder in {path.parent for path in half.rglob("*")}:
        folder.chmod(0o700)
        sync_folder(folder)
    write_manifest(half, manifest)
    sync_folder(half)
    return manifest, list(told(found, copies, missing))


def told(found: Facts, copies: Copies, missing: list[str]) -> Iterator[str]:
    """What does not fit in the product itself: a backup tells it, and is whole all the same. A file removed since the instant is as it should be."""
    for name in sorted(still_named(missing)) if missing else ():
        yield f"{name}: a row names this file, and it is not there"
    for name, sha256 in found.named.items():
        if sha256 and name in copies.kept and copies.kept[name].sha256 != sha256:
            yield f"{name}: its content is not what the row remembers: {path_of(name)}"


def versions() -> dict[str, str]:
    """Of what made the backup."""
    return {"django": django.get_version(), "wagtail": wagtail.__version__, connection.vendor: engine().version()}


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """One backup at a time. Raises BackupError."""
    with (place / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(f"Another backup into {place} is running.") from None
        yield


def clear_halves(place: Path) -> None:
    """Remove what a killed backup left; nobody else writes now."""
    for half in place.glob(f"{HALF}*"):
        shutil.rmtree(half, ignore_errors=True)


def refuse_lack_of_room(place: Path) -> None:
    """Raises BackupError before the disk is filled."""
    need = engine().size() + bytes_present()
    free = shutil.disk_usage(place).free
    if free - need < settings.FREE_SPACE_FLOOR:
        raise BackupError(
            f"{place} has {free >> 20} MB free; the backup takes up to {need >> 20} MB and {settings.FREE_SPACE_FLOOR >> 20} MB must stay free. "
            "Remove older backups (--keep) or choose another disk."
        )


def free_name(place: Path, at: datetime) -> Path:
    """By the instant in UTC; a second later where that is taken."""
    while (folder := place / f"{PREFIX}{at:%Y%m%dT%H%M%SZ}").exists():
        at += timedelta(seconds=1)
    return folder


def backups(place: Path) -> list[Path]:
    """Finished ones, oldest first."""
    return sorted(path for path in place.glob(f"{PREFIX}*") if path.is_dir())


def rotate(place: Path, keep: int | None) -> list[Path]:
    """Remove all but the newest; a folder loses its name before its content. The names removed."""
    old = backups(place)[:-keep] if keep else []
    for folder in old:
        going = place / f"{HALF}{folder.name}"
        folder.rename(going)
        shutil.rmtree(going)
    return old


def note(folder: Path, manifest: Manifest, at: datetime) -> None:
    """Where health finds when the last backup was made."""
    half = Path(settings.VAR) / f"{NOTE}.{os.getpid()}"
    half.parent.mkdir(parents=True, exist_ok=True)
    half.unlink(missing_ok=True)
    write_synced(half, json.dumps({"at": at.isoformat(), "folder": folder.name, "bytes": manifest.size}).encode(), 0o640)
    os.replace(half, Path(settings.VAR) / NOTE)


def write_keys(path: Path) -> bool:
    """The keys of this installation into a file of their own, for its owner only; False where they stand there already. Raises BackupError."""
    text = json.dumps({"SCHOOL_SECRET_KEY": settings.SECRET_KEY, "SCHOOL_SECRET_KEY_FALLBACKS": ",".join(settings.SECRET_KEY_FALLBACKS)}, indent=1)
    if path.exists():
        if path.read_text() != text:
            raise BackupError(f"{path} holds other keys. Keep it as long as you keep backups of its time, and name a new file.")
        return False
    write_synced(path, text.encode())
    return True
