"""Ask for everything that is held about oneself."""
from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.exporting import KIND
from accounts.models import User
from ops.jobs import start_job
from ops.models import Job

EVERY = timedelta(days=1)


class TooSoon(Exception):
    """One a day; `again_at` says when the next may be asked for."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at)
        self.again_at = again_at


def start_export(by: User, at: datetime) -> Job:
    """Queue the work for oneself; one that failed or was stopped does not count. Raises PermissionDenied for a blocked user, TooSoon."""
    if not by.is_active:
        raise PermissionDenied
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        ended = (Job.State.FAILED, Job.State.CANCELLED)
        last = Job.objects.filter(kind=KIND, by=by, created_at__gt=at - EVERY).exclude(state__in=ended).first()
        if last is not None:
            raise TooSoon(last.created_at + EVERY)
        return start_job(KIND, _("Export of one's own data"), by)
