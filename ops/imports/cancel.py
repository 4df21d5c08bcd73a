"""Ask the running work of a batch to stop."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ops.imports.kinds import kind_of
from ops.imports.steps import NotOffered, locked
from ops.imports.undo import OPEN_JOBS, WRITTEN_STATES
from ops.jobs import cancel_job
from ops.models import ImportBatch, Job

BEFORE = {
    ImportBatch.State.APPLYING: ImportBatch.State.CHECKED, ImportBatch.State.PUBLISHING: ImportBatch.State.APPLIED,
    ImportBatch.State.CHECKING: ImportBatch.State.UNREADABLE,
}


def stop_work(batch: ImportBatch, by: Any, at: datetime) -> None:
    """Work that waits never begins; work that runs stops at its next step, and what it had written is taken back.

    Raises PermissionDenied, NotOffered for work that has ended and for an undo, which goes through to its end.
    Where an earlier run had written rows, the batch stays broken off: it can go on or be taken back.
    """
    if not kind_of(batch).may_import(by):
        raise PermissionDenied
    with transaction.atomic():
        row = locked(batch)
        if row.job is None or row.job.state not in OPEN_JOBS or row.state not in BEFORE:
            raise NotOffered("nothing_runs")
        cancel_job(row.job, by)
        row.job.refresh_from_db()
        resumed = row.state == row.State.APPLYING and row.rows.filter(state__in=WRITTEN_STATES).exists()
        if row.job.state == Job.State.CANCELLED and row.job.started_at is None and not resumed:
            row.state = BEFORE[ImportBatch.State(row.state)]
            row.problem = {"code": "stopped", "params": {}} if row.state == row.State.UNREADABLE else row.problem
            row.save(update_fields=["state", "problem"])
