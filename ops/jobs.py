"""Long work with progress: rows of `ops`, run by the outbox in a lane of their own."""
from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ops.models import Job, OutboxRow
from ops.outbox import Later, LeaseLost, extend, handles, owe
from ops.stopping import STOP

log = logging.getLogger(__name__)
OPEN = (Job.State.QUEUED, Job.State.RUNNING)


class Cancelled(Exception):
    """The work was asked to stop; raised by `Progress.step`."""


class JobFailed(Exception):
    """Raised by the work when it cannot go on; its text is shown to whoever started the job (≤ 500 characters)."""


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
        """Add to the counts and extend the lease. Call it between two transactions of the work.

        Raises Cancelled when somebody asked to stop, LeaseLost when another runner has taken over, Later when this runner must end:
        the work lets the last two pass and is run again from what its rows say.
        """
        with transaction.atomic():
            if self.row is not None:
                extend([self.row], progress=bool(done or failed))
            Job.objects.filter(pk=self.job.pk).update(done=F("done") + done, failed=F("failed") + failed)
        if Job.objects.filter(pk=self.job.pk, cancel_asked=True).exists():
            raise Cancelled
        if self.row is not None and STOP.is_set():
            raise Later("the runner ends", timedelta(0))


Work = Callable[[Job, Progress], dict[str, Any]]
WORKS: dict[str, Work] = {}


@dataclass(frozen=True)
class Traits:
    """What screens know of a kind: its name for people, and whether a failed job is simply started anew (else its own page offers the way on)."""

    label: str | Promise
    retry: bool = True


TRAITS: dict[str, Traits] = {}


def job_kind(name: str, label: str | Promise = "", retry: bool = True) -> Callable[[Work], Work]:
    """Register the work of a kind; it must resume after a crash (rows already done are skipped by the work itself)."""

    def register(run: Work) -> Work:
        WORKS[name] = run
        TRAITS[name] = Traits(label or name, retry)
        return run

    return register


def traits_of(kind: str) -> Traits:
    """Of a kind that is gone: its bare name, and no retry."""
    return TRAITS[kind] if kind in WORKS and kind in TRAITS else Traits(kind, False)


def start_job(kind: str, title: str, by: Any, arguments: dict[str, Any] | None = None, total: int = 0) -> Job:
    """Queue work in the caller's transaction. Raises KeyError for an unknown kind."""
    WORKS[kind]
    with transaction.atomic():
        job = Job.objects.create(kind=kind, title=title[:200], by=by, arguments=arguments or {}, total=total)
        owe("job", str(job.pk))
    return job


def offered() -> list[tuple[str, str]]:
    """(name, label) of every kind, by label."""
    return sorted(((name, str(traits_of(name).label)) for name in WORKS), key=lambda kind: kind[1])


class NotRetried(Exception):
    """Only a job that failed or was stopped is started anew, once, and only where its kind allows it."""


def user_can_retry_job(user: Any, job: Job) -> bool:
    """Whoever may see it, while it is down, its kind allows it and nobody has done so yet."""
    down = job.state in (Job.State.FAILED, Job.State.CANCELLED) and traits_of(job.kind).retry
    return down and user_can_see_job(user, job) and not job.retries.exists()


def retry_job(job: Job, by: Any) -> Job:
    """A new job from the same arguments, linked to the failed one, which stays as the record. Raises PermissionDenied, NotRetried.

    It belongs to whoever owned the old one: an administrator who retries it must not become the owner of its result.
    """
    if not user_can_see_job(by, job):
        raise PermissionDenied
    with transaction.atomic():
        old = Job.objects.select_for_update(of=("self",)).select_related("by").get(pk=job.pk)
        if not user_can_retry_job(by, old):
            raise NotRetried
        if old.result.get("buried"):  # a later retry of its dead letter must not do the work a second time
            old.result = {**old.result, "buried": False}
            old.save(update_fields=["result"])
        new = start_job(old.kind, old.title, old.by, old.arguments, old.total)
        new.retry_of = old
        new.save(update_fields=["retry_of"])
    return new


def user_can_see_job(user: Any, job: Job) -> bool:
    """Whoever started it, and staff."""
    return bool(user.is_authenticated and user.is_active and (job.by_id == user.pk or user.is_staff))


def cancel_job(job: Job, by: Any) -> bool:
    """Ask a waiting or running job to stop; one that waits stops at once, one that has ended stays as it is.

    `by` None is the system. Returns whether there was anything to stop. Raises PermissionDenied for a stranger.
    """
    if by is not None and not user_can_see_job(by, job):
        raise PermissionDenied
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED)
    if waiting.update(cancel_asked=True, state=Job.State.CANCELLED, finished_at=timezone.now()):
        return True
    return bool(Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_asked=True))


def give_up(rows: list[OutboxRow], reason: str) -> None:
    """A job whose debt is buried has failed: what hangs on it offers its ways out again, and whoever hears of ends hears of this one."""
    failed = {"state": Job.State.FAILED, "error": reason[:500], "result": {"unexpected": True, "buried": True}, "finished_at": timezone.now()}
    for row in rows:
        if Job.objects.filter(pk=int(row.key), state__in=OPEN).update(**failed):
            owe("job.ended", row.key)


def reopen(rows: list[OutboxRow]) -> None:
    """A job that was given up is open again when its debt is; one that ended otherwise stays. One that had begun still hears the wish to stop."""
    state = Case(When(started_at__isnull=True, then=Value(Job.State.QUEUED)), default=Value(Job.State.RUNNING))
    given_up = Job.objects.filter(pk__in=[int(row.key) for row in rows], state=Job.State.FAILED, result__buried=True)
    given_up.update(state=state, error="", result={}, finished_at=None)


@handles("job", "run", limit=1, on_bury=give_up, on_retry=reopen)
def run_job(rows: list[OutboxRow]) -> None:
    """Run one job to its end; a failure of the work is the job's state, not a retry of the outbox.

    A job found running was left by a dead runner and is run again; one that ended or is gone is left alone.
    """
    for row in rows:
        job = Job.objects.filter(pk=int(row.key)).first()
        if job is None:
            continue
        began = job.started_at or timezone.now()
        if Job.objects.filter(pk=job.pk, state__in=OPEN).update(state=Job.State.RUNNING, started_at=began):
            job.refresh_from_db()
            end_job(job, row, outcome_of(job, row))


def outcome_of(job: Job, row: OutboxRow) -> dict[str, Any]:
    """Do the work; the fields of the job's end. Lets Later and LeaseLost pass: the job has not ended then."""
    try:
        work = WORKS.get(job.kind)
        if work is None:
            raise JobFailed(_("This kind of work is no longer offered. Start it anew from its page."))
        return {"state": Job.State.DONE, "result": work(job, Progress(job, row))}
    except (Later, LeaseLost):
        raise
    except Cancelled:
        return {"state": Job.State.CANCELLED}
    except JobFailed as failure:
        return {"state": Job.State.FAILED, "error": str(failure)[:500]}
    except Exception as error:
        log.exception("the job %s (%s) failed", job.pk, job.kind)
        return {"state": Job.State.FAILED, "error": repr(error)[:500], "result": {"unexpected": True}}


def end_job(job: Job, row: OutboxRow, outcome: dict[str, Any]) -> None:
    """Write the end unless another runner has taken the job over, and owe it to the handlers of `job.ended`. Raises LeaseLost."""
    with transaction.atomic():
        extend([row])
        Job.objects.filter(pk=job.pk).update(finished_at=timezone.now(), **outcome)
        owe("job.ended", str(job.pk))


@dataclass(frozen=True)
class JobView:
    """A job as a screen shows it. `percent` is None while the total is not known; `failure` is for people, `error` for the log."""

    public_id: uuid.UUID
    kind: str
    title: str
    state: str
    state_label: str
    total: int
    done: int
    failed: int
    percent: int | None
    open: bool
    cancel_asked: bool
    failure: str
    result: dict[str, Any]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


def view_of(job: Job) -> JobView:
    """The job's row as its screens show it."""
    seen = job.done + job.failed
    failure = _("Something broke inside; the cause is in the log. Try once more, then write to us.") if job.result.get("unexpected") else job.error
    return JobView(
        public_id=job.public_id, kind=job.kind, title=job.title, state=job.state, state_label=str(job.get_state_display()),
        total=job.total, done=job.done, failed=job.failed, percent=min(100, seen * 100 // job.total) if job.total else None,
        open=job.state in OPEN, cancel_asked=job.cancel_asked, failure=failure if job.state == Job.State.FAILED else "",
        result=job.result, created_at=job.created_at, started_at=job.started_at, finished_at=job.finished_at,
    )


def job_view(public_id: object, user: Any) -> JobView | None:
    """The job of this address if the user may see it; None alike for absent and forbidden (one query, roles apart)."""
    try:
        job = Job.objects.filter(public_id=uuid.UUID(str(public_id))).first()
    except ValueError:
        return None
    return view_of(job) if job is not None and user_can_see_job(user, job) else None
