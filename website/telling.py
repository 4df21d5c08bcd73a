"""What people are told about work in the background: their own jobs, and administrators of effects that failed for good."""
from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import exporting
from accounts.models import User
from accounts.notice_kinds import notice_kind
from accounts.notices import notify
from accounts.roles import Role
from ops.clock import duty
from ops.jobs import view_of
from ops.letters import dead_letters
from ops.models import ImportBatch, Job, OutboxRow
from ops.outbox import handles

FAILED = notice_kind("job.failed", gettext_lazy("Your work in the background: failed"))
DONE = notice_kind("job.done", gettext_lazy("Your work in the background: done"), "product")
TELLS_ITSELF = frozenset({exporting.KIND})  # its own notification leads to the file
DEAD = notice_kind("outbox.dead", gettext_lazy("Effects that failed for good"), "daily", roles=[Role.ADMINISTRATOR])


@handles("job.ended", "notify")
def tell_owners(rows: list[OutboxRow]) -> None:
    """Tell whoever started the job that it is done or has failed. One they stopped themselves they know of."""
    for job in Job.objects.filter(pk__in=[int(row.key) for row in rows], by__isnull=False).select_related("by"):
        if job.state in (Job.State.DONE, Job.State.FAILED) and job.finished_at is not None:
            tell_owner(job, job.finished_at)


def tell_owner(job: Job, ended_at: datetime) -> None:
    """One end of one job is told once; a job that was taken up again may end again."""
    assert isinstance(job.by, User)
    is_done = job.state == Job.State.DONE
    if is_done and job.kind in TELLS_ITSELF:
        return
    with translation.override(job.by.language), transaction.atomic():
        title = (_("Done: %(title)s") if is_done else _("Failed: %(title)s")) % {"title": job.title}
        key = f"job:{job.pk}:{ended_at.isoformat()}"
        notify(job.by, (DONE if is_done else FAILED).code, title, "" if is_done else view_of(job).failure, page_of(job), key, ended_at)


def page_of(job: Job) -> str:
    """The screen where the job's owner sees what came of it."""
    batch = ImportBatch.objects.filter(pk=job.arguments["batch"]).first() if "batch" in job.arguments else None
    return reverse("website:import", args=[batch.public_id]) if batch is not None else reverse("website:job", args=[job.public_id])


@duty("website.tell_dead_letters", every=timedelta(hours=1))
def tell_administrators(at: datetime) -> None:
    """Tell every administrator once of each new dead letter, by default in the daily digest (one query while there is none)."""
    newest = dead_letters().order_by("-dead_at", "-pk").first()
    if newest is None:
        return
    number = dead_letters().count()
    for user in User.objects.filter(is_active=True, groups__name=Role.ADMINISTRATOR.value).order_by("pk"):
        with translation.override(user.language), transaction.atomic():
            words = {"number": number}
            title = ngettext("%(number)s effect has failed for good", "%(number)s effects have failed for good", number) % words
            text = _("They were tried many times. Look at the cause, then retry or drop them with a reason.")
            notify(user, DEAD.code, title, text, reverse("website:dead-letters"), f"dead:{newest.pk}:{newest.dead_at}", at)
