"""The one clock: duties that come round (decision 3). `drain()` looks here, so both modes share it."""
from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from ops.models import Duty
from ops.outbox import SKEW, free_lease
from ops.stopping import STOP

log = logging.getLogger(__name__)
Work = Callable[[datetime], None]


@dataclass(frozen=True)
class Registered:
    """A duty as code knows it."""

    name: str
    every: timedelta
    run: Work


DUTIES: dict[str, Registered] = {}


def duty(name: str, every: timedelta) -> Callable[[Work], Work]:
    """Register work that comes round; it gets the instant and may be run twice after a crash."""

    def register(run: Work) -> Work:
        DUTIES[name] = Registered(name, every, run)
        return run

    return register


def enrol_duties() -> None:
    """Give each registered duty its row, due at once; a changed interval is taken over, an unknown row removed."""
    rows = {row.name: row for row in Duty.objects.all()}
    now = timezone.now()
    for registered in DUTIES.values():
        seconds = int(registered.every.total_seconds())
        row = rows.pop(registered.name, None)
        if row is None:
            Duty.objects.get_or_create(name=registered.name, defaults={"every_seconds": seconds, "next_due": now})
        elif row.every_seconds != seconds:
            Duty.objects.filter(pk=row.pk).update(every_seconds=seconds)
    Duty.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()


def take_due(seen: Collection[str] = ()) -> Duty | None:
    """Lease one due duty whose lease is free or dead, other than those seen; None when nothing is due."""
    now = timezone.now()
    ripe = Q(next_due__lte=now) | Q(last_done__gt=now + SKEW)  # done in the future: the clock was set back
    due = Duty.objects.filter(free_lease(now), ripe, name__in=DUTIES).exclude(name__in=seen).order_by("next_due")
    if not due.exists():  # spares the write lock on most looks
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        row = due.first()
        if row is not None:
            row.lease, row.leased_until = uuid.uuid4().hex, now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
            row.save(update_fields=["lease", "leased_until"])
    return row


def run_due() -> int:
    """Run each duty that is due once; the number of duties run. An error is logged and kept on the row, and the duty comes round again."""
    seen: set[str] = set()
    while not STOP.is_set() and (row := take_due(seen)) is not None:
        seen.add(row.name)
        error = run_one(row.name)
        now = timezone.now()
        fields: dict[str, Any] = {} if error else {"last_done": now}
        Duty.objects.filter(pk=row.pk, lease=row.lease).update(
            lease="", leased_until=None, error=error, next_due=now + timedelta(seconds=row.every_seconds), **fields
        )
    return len(seen)


def run_one(name: str) -> str:
    """Do the duty's work now; the error in a few words, or nothing."""
    try:
        DUTIES[name].run(timezone.now())
    except Exception as problem:
        log.exception("the duty %s failed", name)
        return repr(problem)[:500]
    return ""
