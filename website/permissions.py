"""Who may see and do what on the desks of jobs, imports and dead letters."""
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.policy import rule, scope
from accounts.roles import Role
from ops.imports.kinds import KINDS
from ops.imports.queries import past_batches
from ops.jobs import OPEN, user_can_retry_job
from ops.letters import dead_letters
from ops.models import ImportBatch, Job, OutboxRow


def user_is_administrator(user: Any) -> bool:
    """Whoever keeps the machinery."""
    return bool(user.is_authenticated and user.has_role(Role.ADMINISTRATOR))


@rule(Job, "view")
def sees_job(user: Any, job: Job) -> bool:
    """Whoever started it, and administrators."""
    return bool(user.is_authenticated and (job.by_id == user.pk or user_is_administrator(user)))


@rule(Job, "cancel")
def cancels_job(user: Any, job: Job) -> bool:
    """The same, while it waits or runs."""
    return job.state in OPEN and not job.cancel_asked and sees_job(user, job)


@rule(Job, "retry")
def retries_job(user: Any, job: Job) -> bool:
    """The same, where it failed and its kind is simply started anew."""
    return sees_job(user, job) and user_can_retry_job(user, job)


@scope(Job)
def jobs_for(user: Any) -> QuerySet[Job]:
    """Own ones; administrators see all."""
    if not user.is_authenticated:
        return Job.objects.none()
    return Job.objects.all() if user_is_administrator(user) else Job.objects.filter(by=user)


@rule(OutboxRow, "view", "retry", "drop")
def keeps_letters(user: Any, row: OutboxRow) -> bool:
    """Administrators."""
    return user_is_administrator(user)


@scope(OutboxRow)
def letters_for(user: Any) -> QuerySet[OutboxRow]:
    """Dead letters, for administrators."""
    return dead_letters() if user_is_administrator(user) else OutboxRow.objects.none()


@rule(ImportBatch, "view", "change")
def handles_batch(user: Any, batch: ImportBatch) -> bool:
    """Whoever may import files of its kind; colleagues see each other's batches."""
    kind = KINDS.get(batch.kind)
    return kind is not None and kind.may_import(user)


@scope(ImportBatch)
def batches_for(user: Any) -> QuerySet[ImportBatch]:
    """Of the kinds that this reader may import."""
    return past_batches(user)
