"""Outbox: owe, lease, settle, reap. One drain serves both modes."""
from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from ops.models import OutboxRow

Handler = Callable[[list[OutboxRow]], None]


class Later(Exception):
    """Raised by a handler that cannot work now (a lock is taken): the rows wait, no attempt is counted."""


@dataclass(frozen=True)
class Subscription:
    """A handler of an event under its own name, so that each is retried alone."""

    event: str
    name: str
    run: Handler
    limit: int = 50


SUBSCRIPTIONS: dict[tuple[str, str], Subscription] = {}


def handles(event: str, name: str, limit: int = 50) -> Callable[[Handler], Handler]:
    """Register a handler: it takes a batch of rows (at most `limit`), must be idempotent and may see a row twice."""

    def register(run: Handler) -> Handler:
        SUBSCRIPTIONS[event, name] = Subscription(event, name, run, limit)
        return run

    return register


def owe(event: str, key: str, payload: dict[str, Any] | None = None, due_at: datetime | None = None) -> list[OutboxRow]:
    """Write one debt per handler of the event, in the caller's transaction; due at once unless said otherwise."""
    names = [name for (kind, name) in SUBSCRIPTIONS if kind == event]
    rows = [OutboxRow(event=event, handler=name, key=key, payload=payload or {}, due_at=due_at or timezone.now()) for name in sorted(names)]
    return OutboxRow.objects.bulk_create(rows)


def lease(limit: int = 50, reaper: bool = True) -> tuple[str, list[OutboxRow]]:
    """Take up to `limit` due rows of one handler for OUTBOX_LEASE_SECONDS; with the reaper dead leases are taken over."""
    now, token = timezone.now(), uuid.uuid4().hex
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now) if reaper else Q(leased_until__isnull=True)
    with transaction.atomic():
        rows = OutboxRow.objects.filter(free, done_at__isnull=True, dead_at__isnull=True, due_at__lte=now).order_by("id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        first = rows.first()
        if first is None:
            return token, []
        subscription = SUBSCRIPTIONS.get((first.event, first.handler))
        size = min(limit, subscription.limit) if subscription else limit
        taken = list(rows.filter(event=first.event, handler=first.handler)[:size])
        until = now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
        for row in taken:
            row.attempts, row.lease, row.leased_until = row.attempts + 1, token, until
        OutboxRow.objects.bulk_update(taken, ["attempts", "lease", "leased_until"])
    return token, taken


def settle(token: str, rows: Iterable[OutboxRow], **fields: Any) -> int:
    """Write the end of a lease that is still ours; the number of rows it was written to."""
    return OutboxRow.objects.filter(pk__in=[row.pk for row in rows], lease=token).update(lease="", leased_until=None, **fields)


def drain(limit: int = 50, reaper: bool = True) -> int:
    """Do one batch; the number of rows settled."""
    token, rows = lease(limit, reaper)
    if not rows:
        return 0
    try:
        SUBSCRIPTIONS[rows[0].event, rows[0].handler].run(rows)
    except Exception as error:
        settle(token, rows, error=repr(error)[:500], due_at=timezone.now() + timedelta(seconds=2))
        return 0
    return settle(token, rows, done_at=timezone.now(), error="")


def drain_all(limit: int = 50) -> int:
    """Settle batches until nothing more can be; the number of rows settled."""
    total = 0
    while done := drain(limit):
        total += done
    return total
