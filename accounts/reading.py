"""The read log: every screen, file and export that shows one person's private data to somebody else says so here.

`what` is an English text of at most 200 characters, marked with `gettext_noop` where it is written, shown in the language of whoever
reads the log.
"""
from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import ReadLog, User

CHUNK = 500


@dataclass(frozen=True)
class Subjects:
    """How one room names people: further ids of a user (their person), and names of ids."""

    room: str
    ids_of: Callable[[User], Iterable[uuid.UUID]]
    names_of: Callable[[Collection[uuid.UUID]], dict[uuid.UUID, str]]


SUBJECTS: dict[str, Subjects] = {}


def names_subjects(
    room: str, ids_of: Callable[[User], Iterable[uuid.UUID]], names_of: Callable[[Collection[uuid.UUID]], dict[uuid.UUID, str]],
) -> None:
    """Register how a room names people; called from its `apps.py`."""
    SUBJECTS[room] = Subjects(room, ids_of, names_of)


def note_read(by: User, subject: str, what: str, at: datetime) -> None:
    """`by` saw data of `subject` (str of the public_id of a user or a person). One's own data is not noted (one insert)."""
    note_reads(by, [subject], what, at)


def note_reads(by: User, subjects: Iterable[str], what: str, at: datetime) -> int:
    """The same for everybody on a list or in a file: a row each, so that an incident names them all. How many rows."""
    others = {uuid.UUID(subject) for subject in subjects} - {by.public_id}
    rows = [ReadLog(reader=by.public_id, subject=subject, what=what, at=at) for subject in sorted(others)]
    ReadLog.objects.bulk_create(rows, batch_size=CHUNK)
    return len(rows)


def note_export(by: User, what: str, rows: int, at: datetime) -> None:
    """`by` took a file about many people that names none of them one by one here (an export of the log itself)."""
    ReadLog.objects.create(reader=by.public_id, what=what, rows=rows, at=at)
