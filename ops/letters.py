"""Dead letters and old debts: what staff do by `manage.py outbox`, and the daily purge."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from ops.clock import duty
from ops.models import OutboxRow

KEEP_DONE = timedelta(days=14)
CHUNK = 500


def dead_letters() -> QuerySet[OutboxRow]:
    """Rows that were given up, oldest first."""
    return OutboxRow.objects.filter(dead_at__isnull=False, done_at__isnull=True).order_by("id")


def retry_letters(ids: Iterable[int] | None = None) -> int:
    """Make dead letters due again with all their attempts; None means every one. The number of rows."""
    rows = dead_letters() if ids is None else dead_letters().filter(pk__in=list(ids))
    return rows.update(dead_at=None, attempts=0, error="", due_at=timezone.now(), lease="", leased_until=None)


def drop_letter(row: int, reason: str) -> int:
    """Close a dead letter unserved; the reason stays on it until the purge. The number of rows, 0 or 1."""
    now = timezone.now()
    return dead_letters().filter(pk=row).update(done_at=now, error=f"dropped: {reason}"[:500])


@duty("ops.purge_outbox", every=timedelta(hours=6))
def purge_outbox(at: datetime) -> None:
    """Delete rows done more than 14 days ago, in chunks so that the write lock stays short."""
    old = OutboxRow.objects.filter(done_at__lt=at - KEEP_DONE)
    while ids := list(old.values_list("pk", flat=True)[:CHUNK]):
        OutboxRow.objects.filter(pk__in=ids).delete()
