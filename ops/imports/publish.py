"""Make the written rows of a batch live, each in a transaction of its own."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ops.imports.kinds import ImportKind, Refused, kind_of
from ops.imports.steps import NotOffered, Steps, keep_message, locked, mine, move, recount
from ops.imports.undo import OPEN_JOBS
from ops.jobs import Cancelled, start_job
from ops.models import ImportBatch, ImportRow, Job
from ops.models.imports import RowState


def start_publish(batch: ImportBatch, by: Any, at: datetime) -> Job:
    """Owe the bulk step of an applied batch. Raises PermissionDenied, NotOffered."""
    if not kind_of(batch).may_publish(by):
        raise PermissionDenied
    with transaction.atomic():
        row = locked(batch)
        running = row.job is not None and row.job.state in OPEN_JOBS
        if running or row.state not in (row.State.APPLIED, row.State.PUBLISHING):
            raise NotOffered("not_applied")
        waiting = row.rows.filter(state=RowState.APPLIED).count()
        if not waiting:
            raise NotOffered("nothing_to_publish")
        row.state = row.State.PUBLISHING
        row.job = start_job("import.publish", row.name, by, {"batch": row.pk}, total=waiting)
        row.save(update_fields=["state", "job"])
    return row.job


def publish_batch(batch: ImportBatch, by: Any, at: datetime, progress: Steps) -> None:
    """Row by row; what is refused keeps its draft and says what is missing. A wish to stop leaves the rest as drafts. Raises TakenOver."""
    move(batch, state=ImportBatch.State.PUBLISHING)
    progress.at(0)
    kind, last = kind_of(batch), 0
    try:
        while (number := batch.rows.filter(state=RowState.APPLIED, number__gt=last).order_by("number").values_list("number", flat=True).first()):
            published = publish_row(batch, number, kind, by, at)
            progress.step(int(published), int(not published))
            last = number
    except Cancelled:
        settle(batch)
        raise
    settle(batch)


def settle(batch: ImportBatch) -> None:
    """The batch is applied again, with its counts."""
    recount(batch)
    move(batch, state=ImportBatch.State.APPLIED)


def publish_row(batch: ImportBatch, number: int, kind: ImportKind, by: Any, at: datetime) -> bool:
    """One transaction; whether the row went live."""
    with transaction.atomic():
        mine(batch)
        row = ImportRow.objects.get(batch=batch, number=number)
        if row.state != RowState.APPLIED:  # another runner was quicker
            return True
        try:
            with transaction.atomic():
                row.stamp = kind.publish(row, by, at)
            row.state = RowState.LIVE
            row.messages = [message for message in row.messages if message["level"] not in ("gap", "info")]
        except Refused as refusal:
            keep_message(row, "gap", refusal)
        row.save(update_fields=["state", "stamp", "messages"])
        return row.state == RowState.LIVE
