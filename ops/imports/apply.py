"""Write the rows of a checked batch, chunk by chunk; a crash resumes, a wish to stop takes everything back."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ops.imports.kinds import ImportKind, Refused, kind_of
from ops.imports.steps import CHUNK, WRITTEN, NotOffered, Steps, keep_message, locked, mine, move, recount
from ops.imports.undo import take_all_back
from ops.jobs import Cancelled, start_job
from ops.models import ImportBatch, ImportRow, Job
from ops.models.imports import RowState

ENDED = (Job.State.FAILED, Job.State.CANCELLED)


def start_apply(batch: ImportBatch, by: Any, at: datetime, without_refused: bool = False, publish: bool = False) -> Job:
    """Owe the writing of a checked batch, or of one whose work broke off.

    Raises PermissionDenied; NotOffered while rows are refused and nobody said to leave them out, or when there is nothing to write.
    """
    kind = kind_of(batch)
    if not kind.may_import(by) or (publish and not kind.may_publish(by)):
        raise PermissionDenied
    with transaction.atomic():
        row = locked(batch)
        refuse_apply(row, without_refused)
        row.options = {**row.options, "publish": publish or (row.state == row.State.APPLYING and row.options.get("publish", False))}
        row.state = row.State.APPLYING
        row.job = start_job("import.apply", row.name, by, {"batch": row.pk}, total=row.rows.filter(outcome__in=WRITTEN).count())
        row.save(update_fields=["options", "state", "job"])
    return row.job


def refuse_apply(batch: ImportBatch, without_refused: bool) -> None:
    """Raises NotOffered."""
    broken_off = batch.state == batch.State.APPLYING and (batch.job is None or batch.job.state in ENDED)
    if batch.state != batch.State.CHECKED and not broken_off:
        raise NotOffered("not_checked")
    counts = batch.counts
    if not counts.get("create", 0) + counts.get("change", 0):
        raise NotOffered("nothing_to_write")
    if counts.get("refuse") and not without_refused and not broken_off:
        raise NotOffered("rows_refused", count=counts["refuse"])


def apply_batch(batch: ImportBatch, by: Any, at: datetime, progress: Steps) -> None:
    """Write what waits; rows that are written already are skipped. Lets Cancelled pass once everything is taken back. Raises TakenOver."""
    kind = kind_of(batch)
    written = batch.rows.filter(state__in=(RowState.APPLIED, RowState.LIVE)).count()
    progress.at(written, batch.rows.filter(state=RowState.FAILED).count())
    try:
        progress.step()
        while counts := apply_chunk(batch, kind, by, at):
            progress.step(*counts)
    except Cancelled:
        take_all_back(batch, by, at, progress)
        raise
    recount(batch)
    move(batch, state=ImportBatch.State.APPLIED, applied_at=at)


def apply_chunk(batch: ImportBatch, kind: ImportKind, by: Any, at: datetime) -> tuple[int, int] | None:
    """One transaction with the states of its rows: (written, failed), None when nothing waits."""
    with transaction.atomic():
        mine(batch)
        rows = list(batch.rows.filter(state=RowState.WAITING, outcome__in=WRITTEN).order_by("number")[:CHUNK])
        failed = sum(not apply_row(row, batch, kind, by, at) for row in rows)
        ImportRow.objects.bulk_update(rows, ["state", "object_id", "stamp"])
        ImportRow.objects.bulk_update([row for row in rows if row.before or row.state == RowState.FAILED], ["before", "messages"])
    return (len(rows) - failed, failed) if rows else None


def apply_row(row: ImportRow, batch: ImportBatch, kind: ImportKind, by: Any, at: datetime) -> bool:
    """Write one row within its savepoint; whether it was written."""
    try:
        with transaction.atomic():
            applied = kind.apply(row, batch, by, at)
    except Refused as refusal:
        row.state = RowState.FAILED
        keep_message(row, "error", refusal)
        return False
    row.state, row.object_id, row.before, row.stamp = RowState.APPLIED, applied.object_id, applied.before, applied.stamp
    return True
