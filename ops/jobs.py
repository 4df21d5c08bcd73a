"""Long work with progress: rows of `ops`, run by the outbox."""
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ops.models import Job, OutboxRow
from ops.outbox import handles, owe


class Cancelled(Exception):
    """The work was asked to stop; raised by `Progress.step`."""


class Progress:
    """Handed to the work: counts rows, keeps the lease alive, hears the wish to stop."""

    def __init__(self, job: Job, row: OutboxRow | None = None) -> None:
        self.job, self.row = job, row

    def total(self, rows: int) -> None:
        """Say how many rows there are."""
        Job.objects.filter(pk=self.job.pk).update(total=rows)

    def at(self, done: int, failed: int = 0) -> None:
        """Set the counts outright: a resumed job starts from what its rows say."""
        Job.objects.filter(pk=self.job.pk).update(done=done, failed=failed)

    def step(self, done: int = 0, failed: int = 0) -> None:
        """Add to the counts and extend the lease. Raises Cancelled when somebody asked to stop."""
        Job.objects.filter(pk=self.job.pk).update(done=F("done") + done, failed=F("failed") + failed)
        if self.row is not None:
            until = timezone.now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
            OutboxRow.objects.filter(pk=self.row.pk, lease=self.row.lease).update(leased_until=until)
        if Job.objects.filter(pk=self.job.pk, cancel_asked=True).exists():
            raise Cancelled


Work = Callable[[Job, Progress], dict[str, Any]]
WORKS: dict[str, Work] = {}


def job_kind(name: str) -> Callable[[Work], Work]:
    """Register the work of a kind; it must resume after a crash (rows already done are skipped by the work itself)."""

    def register(run: Work) -> Work:
        WORKS[name] = run
        return run

    return register


def start_job(kind: str, title: str, by: Any, arguments: dict[str, Any] | None = None, total: int = 0) -> Job:
    """Queue work in the caller's transaction. Raises KeyError for an unknown kind."""
    WORKS[kind]
    with transaction.atomic():
        job = Job.objects.create(kind=kind, title=title, by=by, arguments=arguments or {}, total=total)
        owe("job", str(job.pk))
    return job


def cancel_job(job: Job, by: Any) -> None:
    """Ask a waiting or running job to stop; one that waits stops at once."""
    now = timezone.now()
    Job.objects.filter(pk=job.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING]).update(cancel_asked=True)
    Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(state=Job.State.CANCELLED, finished_at=now)


@handles("job", "run", limit=1)
def run_job(rows: list[OutboxRow]) -> None:
    """Run one job to its end; a failure of the work is the job's state, not a retry of the outbox."""
    for row in rows:
        job = Job.objects.get(pk=int(row.key))
        if job.state in (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED):
            continue
        Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, started_at=job.started_at or timezone.now())
        outcome: dict[str, Any]
        try:
            outcome = {"state": Job.State.DONE, "result": WORKS[job.kind](job, Progress(job, row))}
        except Cancelled:
            outcome = {"state": Job.State.CANCELLED}
        except Exception as error:
            outcome = {"state": Job.State.FAILED, "error": repr(error)[:500]}
        Job.objects.filter(pk=job.pk).update(finished_at=timezone.now(), **outcome)
