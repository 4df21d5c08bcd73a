"""Take a batch back: what nobody has edited since is deleted or restored, the rest is left and listed."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ops.imports.kinds import ImportKind, Refused, kind_of
from ops.imports.steps import CHUNK, NotOffered, Steps, keep_message, locked, recount
from ops.jobs import Cancelled, start_job
from ops.models import ImportBatch, ImportRow, Job
from ops.models.imports import RowState

WRITTEN_STATES = (RowState.APPLIED, RowState.LIVE)
OPEN_JOBS = (Job.State.QUEUED, Job.State.RUNNING)


def start_undo(batch: ImportBatch, by: Any, at: datetime) -> Job:
    """Owe the undoing of a batch that was written, wholly or in part. Raises PermissionDenied, NotOffered."""
    if not kind_of(batch).may_import(by):
        raise PermissionDenied
    with transaction.atomic():
        row = locked(batch)
        running = row.job is not None and row.job.state in OPEN_JOBS
        if running or row.state not in (row.State.APPLIED, row.State.APPLYING, row.State.PUBLISHING, row.State.UNDOING):
            raise NotOffered("not_applied")
        row.state = row.State.UNDOING
        row.job = start_job("import.undo", row.name, by, {"batch": row.pk}, total=row.rows.filter(state__in=WRITTEN_STATES).count())
        row.save(update_fields=["state", "job"])
    return row.job


class Deaf:
    """Progress that no longer hears the wish to stop: half an undo is worse than either end."""

    def __init__(self, progress: Steps) -> None:
        self.progress = progress

    def at(self, done: int, failed: int = 0) -> None:
        """Pass on."""
        self.progress.at(done, failed)

    def total(self, rows: int) -> None:
        """Pass on."""
        self.progress.total(rows)

    def step(self, done: int = 0, failed: int = 0) -> None:
        """Pass on, and stay."""
        try:
            self.progress.step(done, failed)
        except Cancelled:
            return


def take_all_back(batch: ImportBatch, by: Any, at: datetime, progress: Steps) -> None:
    """Undo row by row, the last first, in chunks; a crash resumes, since a row that is undone is not taken again."""
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.UNDOING)
    kind, deaf = kind_of(batch), Deaf(progress)
    while counts := undo_chunk(batch, kind, by, at):
        deaf.step(*counts)
    recount(batch)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.UNDONE, undone_at=at)


def undo_chunk(batch: ImportBatch, kind: ImportKind, by: Any, at: datetime) -> tuple[int, int] | None:
    """One transaction: (undone, kept), None when nothing is left."""
    with transaction.atomic():
        locked(batch)
        rows = list(batch.rows.filter(state__in=WRITTEN_STATES).order_by("-number")[:CHUNK])
        for row in rows:
            row.state = undo_row(row, kind, by, at)
        ImportRow.objects.bulk_update(rows, ["state", "messages"])
    kept = sum(row.state == RowState.KEPT for row in rows)
    return (len(rows) - kept, kept) if rows else None


def undo_row(row: ImportRow, kind: ImportKind, by: Any, at: datetime) -> RowState:
    """One row within its savepoint; what cannot be restored is kept, with its reason."""
    try:
        with transaction.atomic():
            return kind.undo(row, by, at)
    except Refused as refusal:
        keep_message(row, "gap", refusal)
        return RowState.KEPT
