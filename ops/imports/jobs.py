"""The work of imports as jobs of the outbox."""
from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ops.files import full_path
from ops.imports.apply import apply_batch
from ops.imports.check import check_batch, unreadable
from ops.imports.limits import FileProblem
from ops.imports.publish import publish_batch
from ops.imports.undo import take_all_back
from ops.jobs import Cancelled, JobFailed, Progress, job_kind
from ops.models import ImportBatch, Job, PrivateFile
from ops.outbox import Later


def batch_of(job: Job) -> ImportBatch:
    """The batch of a job. Raises JobFailed for a job that was given up, replaced by another one and opened again."""
    batch = ImportBatch.objects.select_related("file").get(pk=job.arguments["batch"])
    if batch.job_id != job.pk:
        raise JobFailed(_("Other work on this batch was started later, so this one was left undone. Look at the batch."))
    return batch


@job_kind("import.check", gettext_lazy("Check of a file"), retry=False)
def run_check(job: Job, progress: Progress) -> dict[str, Any]:
    """The dry run; it waits for the virus scanner where there is one."""
    batch = batch_of(job)
    if batch.file is None:  # a batch of the command door is checked by the command
        return {}
    if batch.file.scan == PrivateFile.State.INFECTED:
        unreadable(batch, FileProblem("infected"))
        return {}
    if batch.file.scan == PrivateFile.State.PENDING:
        stop_if_asked(batch, job)
        raise Later("the file is in quarantine")
    check_batch(batch, full_path(batch.file.path), timezone.now(), progress)
    return {}


def stop_if_asked(batch: ImportBatch, job: Job) -> None:
    """A check in quarantine comes to no step, so it hears the wish to stop here. Raises Cancelled."""
    if job.cancel_asked:
        unreadable(batch, FileProblem("stopped"))
        raise Cancelled


@job_kind("import.apply", gettext_lazy("Writing of rows"), retry=False)
def run_apply(job: Job, progress: Progress) -> dict[str, Any]:
    """Write, and make live where that was wished; a crash goes on where it stopped, be it in taking back."""
    batch = batch_of(job)
    at = timezone.now()
    if batch.state == ImportBatch.State.UNDOING:
        take_all_back(batch, job.by, at, progress)
        return {}
    if batch.state == ImportBatch.State.APPLYING:
        apply_batch(batch, job.by, at, progress)
    if batch.options.get("publish"):
        publish_batch(batch, job.by, at, progress)
    return {}


@job_kind("import.publish", gettext_lazy("Publication of a batch"), retry=False)
def run_publish(job: Job, progress: Progress) -> dict[str, Any]:
    """The bulk step."""
    publish_batch(batch_of(job), job.by, timezone.now(), progress)
    return {}


@job_kind("import.undo", gettext_lazy("Taking a batch back"), retry=False)
def run_undo(job: Job, progress: Progress) -> dict[str, Any]:
    """Take everything back."""
    take_all_back(batch_of(job), job.by, timezone.now(), progress)
    return {}
