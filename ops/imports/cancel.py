"""Ask the running work of a batch to stop."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ops.imports.kinds import kind_of
from ops.imports.steps import NotOffered, locked
from ops.imports.undo import OPEN_JOBS
from ops.jobs import cancel_job
from ops.models import ImportBatch, Job

BEFORE = {
    ImportBatch.State.APPLYING: ImportBatch.State.CHECKED, ImportBatch.State.PUBLISHING: ImportBatch.State.APPLIED,
    ImportBatch.State.CHECKING: ImportBatch.State.UNREADABLE,
}


def stop_work(batch: ImportBatch, by: Any, at: datetime) -> None:
    """Work that waits never begins; work that runs stops at its next step, and what it had written is taken back.

    Raises PermissionDenied, NotOffered for work that has ended and for an undo, which goes through to its end.
    """
    if not kind_of(batch).may_import(by):
        raise PermissionDenied
    with transaction.atomic():
        row = locked(batch)
        if row.job is None or row.job.state not in OPEN_JOBS or row.state not in BEFORE:
            raise NotOffered("nothing_runs")
        cancel_job(row.job, by)
        row.job.refresh_from_db()
        if row.job.state == Job.State.CANCELLED and row.job.started_at is None:
            row.state = BEFORE[ImportBatch.State(row.state)]
            row.problem = {"code": "stopped", "params": {}} if row.state == row.State.UNREADABLE else row.problem
            row.save(update_fields=["state", "problem"])
