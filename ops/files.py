"""Private files: taken in whole or not at all, told by their bytes, shown only by the owner's policy."""
from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from ops.models import PrivateFile
from ops.outbox import owe
from ops.rules.kinds import MIME, is_kind, is_old_office
from ops.rules.names import clean_name, extension

log = logging.getLogger(__name__)
Policy = Callable[[Any, PrivateFile], bool]
POLICIES: dict[str, Policy] = {}
MB = 1024 * 1024


class FileRefused(Exception):
    """The file is not taken; the text says why and what to do."""


def file_policy(purpose: str) -> Callable[[Policy], Policy]:
    """Register who may read files of a purpose: fn(user, file). A purpose without a policy is read by nobody."""

    def register(policy: Policy) -> Policy:
        POLICIES[purpose] = policy
        return policy

    return register


def user_can_read_file(user: Any, file: PrivateFile) -> bool:
    """The purpose's policy, and never a file in quarantine or infected."""
    policy = POLICIES.get(file.purpose)
    return file.scan in (PrivateFile.State.UNCHECKED, PrivateFile.State.CLEAN) and policy is not None and policy(user, file)


def store_file(upload: File[Any], purpose: str, owner_key: str, by: Any, allow: set[str], max_bytes: int) -> PrivateFile:
    """Take in a file of one of the kinds `allow` (extensions as in rules.kinds.MIME, without the dot), at most `max_bytes` long.

    The bytes are safe on disk before the row is written; a roll-back of the caller leaves an orphan for the janitor.
    Raises FileRefused; ValueError when `allow` names an unknown kind.
    """
    if unknown := allow - set(MIME):
        raise ValueError(f"unknown kinds of files: {sorted(unknown)}")
    name = clean_name(upload.name or "")
    kind = extension(name)
    if kind not in allow:
        raise FileRefused(_("“%(name)s”: files of this kind are not taken. Send one of these: %(kinds)s.") % {"name": name, "kinds": kinds_text(allow)})
    with taken_in(upload, max_bytes) as (half, size, digest):
        if not size:
            raise FileRefused(_("The file is empty. Check it on your computer and send it again."))
        refuse_other_kind(half, kind)
        place = settle_in(half)
    try:
        return record(PrivateFile(purpose=purpose, owner_key=owner_key, by=by, name=name, path=place, mime=MIME[kind], size=size, sha256=digest))
    except BaseException:
        full_path(place).unlink(missing_ok=True)
        raise


def kinds_text(allow: set[str]) -> str:
    """Kinds as people write them."""
    return ", ".join(kind.upper() for kind in sorted(allow))


def full_path(place: str) -> Path:
    """Where the file lies."""
    return Path(settings.PRIVATE_ROOT) / place


@contextmanager
def taken_in(upload: File[Any], max_bytes: int) -> Iterator[tuple[Path, int, str]]:
    """The upload as a synced temporary file in the same file system, its size and sha256; gone again unless it was moved. Raises FileRefused."""
    folder = Path(settings.PRIVATE_ROOT) / "half"
    half = folder / uuid.uuid4().hex
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        refuse_full_disk(upload.size or 0)
        with half.open("xb") as target:
            size, digest = copy(upload, target, max_bytes)
        yield half, size, digest
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS):
            raise no_room() from error
        raise
    finally:
        if half.exists():  # a disk that cannot be written refuses to delete even what is not there
            half.unlink(missing_ok=True)


def copy(upload: File[Any], target: IO[bytes], max_bytes: int) -> tuple[int, str]:
    """Stream the upload to the disk; its size and sha256. Raises FileRefused past `max_bytes`, whatever size was announced."""
    size, digest = 0, hashlib.sha256()
    if (upload.size or 0) <= max_bytes:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > max_bytes:
                break
            digest.update(chunk)
            target.write(chunk)
    if size > max_bytes or (upload.size or 0) > max_bytes:
        raise too_large(max_bytes)
    target.flush()
    os.fsync(target.fileno())
    return size, digest.hexdigest()


def too_large(max_bytes: int) -> FileRefused:
    """The refusal with the limit in it."""
    if max_bytes < MB:
        return FileRefused(_("The file is too large. Make it smaller or split it."))
    return FileRefused(_("The file is larger than %(n)s MB. Make it smaller or split it.") % {"n": max_bytes // MB})


def refuse_full_disk(size: int) -> None:
    """Keep the floor of free space. Raises FileRefused."""
    if shutil.disk_usage(settings.PRIVATE_ROOT).free - size < settings.FREE_SPACE_FLOOR:
        raise no_room()


def no_room() -> FileRefused:
    """The refusal for a disk that is full or cannot be written, which is also an alarm."""
    log.error("private files: the disk is full or cannot be written")
    return FileRefused(_("There is no room for the file now. Tell the administrator and send it again later; nothing else was lost."))


def refuse_other_kind(half: Path, kind: str) -> None:
    """Raises FileRefused when the bytes are not of the kind that the name claims."""
    with half.open("rb") as file:
        if is_kind(kind, file):
            return
        if is_old_office(file):
            raise FileRefused(_("This is a file of an old Office. Save it as %(kind)s and send it again.") % {"kind": kind.upper()})
    raise FileRefused(_("The content is not %(kind)s, whatever the name says. Save the file anew as %(kind)s and send it again.") % {"kind": kind.upper()})


def settle_in(half: Path) -> str:
    """Move the finished file to its place aa/bb/uuid and sync the folder; the place."""
    name = uuid.uuid4().hex
    place = f"{name[:2]}/{name[2:4]}/{name}"
    target = full_path(place)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    half.chmod(0o640)
    os.replace(half, target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return place


def record(file: PrivateFile) -> PrivateFile:
    """Write the row, under the person's quota; with a scanner the file is owed a look in the same transaction. Raises FileRefused."""
    with transaction.atomic():
        if file.by is not None:
            file.by.__class__.objects.select_for_update().filter(pk=file.by.pk).first()
            used = PrivateFile.objects.filter(by=file.by).aggregate(total=Sum("size"))["total"] or 0
            if used + file.size > settings.FILE_QUOTA:
                raise FileRefused(_("Your files together would exceed %(n)s MB. Ask the administrator for more room.") % {"n": settings.FILE_QUOTA // MB})
        if settings.FILE_SCANNER != "none" and settings.FILE_QUARANTINE:
            file.scan = PrivateFile.State.PENDING
        file.save()
        if settings.FILE_SCANNER != "none":
            owe("file_stored", str(file.pk))
    return file


def drop_file(file: PrivateFile) -> None:
    """Forget the file: the row in this transaction, the bytes after commit (the janitor takes what a crash leaves)."""
    place = file.path
    file.delete()
    transaction.on_commit(lambda: full_path(place).unlink(missing_ok=True))


def readable_file(public_id: uuid.UUID, user: Any) -> PrivateFile | None:
    """The file of this address if the user may read it; None alike for absent, forbidden and quarantined."""
    file = PrivateFile.objects.filter(public_id=public_id).first()
    return file if file is not None and user_can_read_file(user, file) else None
