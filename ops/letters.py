"""Dead letters and old debts: what staff do on the desk or by `manage.py outbox`, and the daily purge."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ops import outbox
from ops.clock import duty
from ops.models import LetterAct, OutboxAct, OutboxRow

KEEP_DONE = timedelta(days=14)
CHUNK = 500
HELD = "held: "


def dead_letters() -> QuerySet[OutboxRow]:
    """Rows that were given up, oldest first."""
    return OutboxRow.objects.filter(dead_at__isnull=False, done_at__isnull=True).order_by("id")


def retry_letters(ids: Iterable[int] | None = None, by: Any = None) -> int:
    """Make dead letters due again with all their attempts, tell their handlers, and note who did it; None means every one.

    `by` None is a command on the server. The number of rows.
    """
    wanted = list(dead_letters().values_list("pk", flat=True) if ids is None else ids)
    return sum(retry_chunk(wanted[start:start + CHUNK], by) for start in range(0, len(wanted), CHUNK))


def retry_chunk(ids: list[int], by: Any = None) -> int:
    """One transaction; what is no dead letter any more stays as it is."""
    now = timezone.now()
    with transaction.atomic():
        rows = list(dead_letters().filter(pk__in=ids).select_for_update())
        fresh = {"dead_at": None, "attempts": 0, "error": "", "due_at": now, "lease": "", "leased_until": None}
        OutboxRow.objects.filter(pk__in=[row.pk for row in rows]).update(**fresh)
        note(rows, LetterAct.RETRY, "", by, now)
        for row in rows:
            subscription = outbox.SUBSCRIPTIONS.get((row.event, row.handler))
            if subscription is not None and subscription.on_retry is not None:
                subscription.on_retry([row])
    return len(rows)


class ReasonMissing(ValueError):
    """A dead letter is dropped for a reason."""


def drop_letter(row: int, reason: str, by: Any = None) -> int:
    """Close one dead letter unserved; 0 or 1. Raises ReasonMissing."""
    return drop_letters([row], reason, by)


def drop_letters(ids: Iterable[int], reason: str, by: Any = None) -> int:
    """Close dead letters unserved, and note who did it and why; the words of a letter go at once. The number of rows. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    now = timezone.now()
    with transaction.atomic():
        rows = list(dead_letters().filter(pk__in=list(ids)).select_for_update())
        dropped = OutboxRow.objects.filter(pk__in=[row.pk for row in rows])
        dropped.update(done_at=now, payload={}, error=f"dropped: {reason.strip()}"[:500])
        note(rows, LetterAct.DROP, reason.strip()[:300], by, now)
    return len(rows)


def note(rows: list[OutboxRow], act: LetterAct, reason: str, by: Any, at: datetime) -> None:
    """Who did what to these rows."""
    OutboxAct.objects.bulk_create(
        OutboxAct(act=act, row_number=row.pk, event=row.event, handler=row.handler, key=row.key, reason=reason, by=by, at=at) for row in rows
    )


def hold_letters(made_at: datetime, at: datetime) -> int:
    """After a restore: letters that were owed when the backup was made may have gone out since, so a person decides. The number of letters."""
    reason = f"{HELD}owed at the backup of {made_at:%Y-%m-%d %H:%M %Z}, may have been sent since"
    waiting = OutboxRow.objects.filter(event="mail", done_at__isnull=True, dead_at__isnull=True)
    return waiting.update(dead_at=at, error=reason, lease="", leased_until=None)


def release_letters() -> int:
    """Send what a restore holds. The number of letters."""
    return retry_letters(dead_letters().filter(error__startswith=HELD).values_list("pk", flat=True))


@duty("ops.purge_outbox", every=timedelta(hours=6))
def purge_outbox(at: datetime) -> None:
    """Delete rows done more than 14 days ago, in chunks so that the write lock stays short."""
    old = OutboxRow.objects.filter(done_at__lt=at - KEEP_DONE)
    while ids := list(old.values_list("pk", flat=True)[:CHUNK]):
        OutboxRow.objects.filter(pk__in=ids).delete()
