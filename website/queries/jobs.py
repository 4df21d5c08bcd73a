"""Jobs as the desk lists and shows them."""
from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.policy import can, visible
from ops.jobs import OPEN, JobView, traits_of, view_of
from ops.models import ImportBatch, Job
from ops.rules.letter_case import spellings
from ops.rules.masking import shown_values

INNER = ("unexpected", "buried")
TONES = {Job.State.DONE: "ok", Job.State.FAILED: "bad", Job.State.RUNNING: "act"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; blank means all. Dates are days of the reader's zone, both inclusive."""

    state: str = ""
    kind: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class JobLine:
    """A job in the list."""

    job: JobView
    kind: str
    by: str
    tone: str


@dataclass(frozen=True)
class JobPage:
    """A job on its own page. `way_on` is the page that offers what retry cannot."""

    line: JobLine
    arguments: list[tuple[str, str]]
    result: list[tuple[str, str]]
    retry_of: uuid.UUID | None
    retried_as: uuid.UUID | None
    may_cancel: bool
    may_retry: bool
    way_on: str


def jobs_of(user: Any, asked: Asked) -> QuerySet[Job]:
    """Jobs that this reader may see, newest first, by what was asked."""
    rows = visible(user, Job).select_related("by")
    if asked.state:
        rows = rows.filter(state__in=OPEN if asked.state == "open" else [asked.state])
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.by:
        named = Q(by__email__icontains=asked.by)
        for text in spellings(asked.by):
            named |= Q(by__name__icontains=text)
        rows = rows.filter(named)
    if asked.since:
        rows = rows.filter(created_at__gte=start_of(asked.since))
    if asked.until:
        rows = rows.filter(created_at__lt=start_of(date.fromordinal(asked.until.toordinal() + 1)))
    return rows


def start_of(day: date) -> datetime:
    """Midnight of the reader's zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def line_of(job: Job) -> JobLine:
    """A job as listed; no query beyond the joined owner."""
    return JobLine(view_of(job), str(traits_of(job.kind).label), str(job.by) if job.by else "", TONES.get(Job.State(job.state), ""))


def page_of(job: Job, user: Any) -> JobPage:
    """A job with its values; at most four queries."""
    retried = job.retries.order_by("pk").values_list("public_id", flat=True).first()
    result = {name: value for name, value in job.result.items() if name not in INNER}
    before = job.retry_of.public_id if job.retry_of else None
    return JobPage(
        line_of(job), shown_values(job.arguments), shown_values(result), before, retried, can(user, "cancel", job), can(user, "retry", job),
        way_on(job, user),
    )


def way_on(job: Job, user: Any) -> str:
    """Address of the batch that an import works on, "" where there is none or the reader may not open it."""
    number = job.arguments.get("batch")
    if not job.kind.startswith("import.") or number is None:
        return ""
    batch = visible(user, ImportBatch).filter(pk=number).first()
    return reverse("website:import", args=[batch.public_id]) if batch else ""
