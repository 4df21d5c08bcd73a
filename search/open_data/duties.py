"""When the dump is made: each night, and within the hour where a practice of it is no longer live."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ops.clock import duty
from ops.jobs import OPEN, Progress, job_kind, start_job
from ops.models import Job
from portfolio.models import Practice
from portfolio.queries import live_practices
from search.open_data.dump import Dump, current_dump, make_dump

KIND = "open_data"


def is_due(dump: Dump | None, at: datetime) -> bool:
    """Whether there is none, a day has begun since (Moscow), or one of its practices has gone."""
    if dump is None or timezone.localtime(dump.made_at).date() < timezone.localtime(at).date():
        return True
    return has_gone(dump)


def has_gone(dump: Dump) -> bool:
    """Whether a practice is no longer live that was when the dump was made. The number alone would not tell: another one may have come back."""
    before = Practice.objects.filter(first_published_at__lte=dump.made_at)
    return before.filter(live=True).count() < dump.count or before.filter(live=False, updated_at__gte=dump.made_at).exists()


@duty("open_data", every=timedelta(hours=1))
def look(at: datetime) -> None:
    """Start the work where it is due and nobody does it yet; it runs in the lane of the jobs, so letters do not wait for it."""
    if is_due(current_dump(), at) and not Job.objects.filter(kind=KIND, state__in=OPEN).exists():
        with override("ru"):
            start_job(KIND, str(_("Open data of the catalogue")), None, total=live_practices().count())


@job_kind(KIND, _("Open data of the catalogue"))
def work(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the dump; run again after a crash it starts from the beginning."""
    progress.at(0)
    made = make_dump(timezone.now(), progress.step)
    return {"count": made.count, "bytes": sum(file.size for file in made.files)}
