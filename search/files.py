"""From a public file to the index: whoever publishes a file owes `file_public` (key: the practice, payload: `place`, the file's name in the public storage), whoever takes it back `file_gone`."""
from __future__ import annotations

import hashlib
import logging

from django.core.files.storage import default_storage
from django.db import transaction

from ops.models import OutboxRow
from ops.outbox import handles, owe
from portfolio.models import Practice
from search.extraction import Unreadable, extract
from search.models import FileText

log = logging.getLogger(__name__)
MOST_BYTES = 20 * 1024 * 1024  # of a file; a longer one is found by its practice alone


@handles("file_public", "text", limit=1)
def read_public_file(rows: list[OutboxRow]) -> None:
    """Keep the text of the file and owe the practice to the index. One file at a time: each may take as long as a lease allows."""
    for row in rows:
        place = str(row.payload["place"])
        data = content_of(place)
        if data is None:
            forget(int(row.key), place)
        else:
            keep(int(row.key), place, data)


@handles("file_gone", "text", limit=50)
def forget_public_files(rows: list[OutboxRow]) -> None:
    """The words of a file that is public no more leave the index."""
    for row in rows:
        forget(int(row.key), str(row.payload["place"]))


def content_of(place: str) -> bytes | None:
    """What the file holds; None where it is gone by now."""
    try:
        with default_storage.open(place) as file:
            data: bytes = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    return data


def keep(practice: int, place: str, data: bytes) -> None:
    """The same bytes are read once, whatever they are called."""
    sha256 = hashlib.sha256(data).hexdigest()
    text, problem = known(sha256) or read(place, data)
    with transaction.atomic():
        if not Practice.objects.filter(pk=practice).exists():
            return
        FileText.objects.update_or_create(practice_id=practice, place=place, defaults={"sha256": sha256, "text": text, "problem": problem})
        owe("practice_changed", str(practice))


def known(sha256: str) -> tuple[str, str] | None:
    """The text of these bytes and why there is none, if they were read before; what was too slow, or had no name to read it by, is tried again."""
    row = FileText.objects.filter(sha256=sha256).exclude(problem__in=("slow", "kind")).first()
    return (row.text, row.problem) if row else None


def read(place: str, data: bytes) -> tuple[str, str]:
    """(text, "") or ("", why not): a file without text is no failure of the runner."""
    if len(data) > MOST_BYTES:
        return "", "large"
    try:
        return extract(place.rpartition(".")[2].lower(), data), ""
    except Unreadable as why:
        log.warning("no text in the public file %s: %s", place, why)
        return "", str(why)


def forget(practice: int, place: str) -> None:
    """Drop the text, and owe the practice where there was one."""
    with transaction.atomic():
        if FileText.objects.filter(practice_id=practice, place=place).delete()[0]:
            owe("practice_changed", str(practice))
