"""Outbox: owe, lease, settle, reap, bury. One drain serves both modes."""
from __future__ import annotations

import logging
import random
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ops.models import OutboxRow
from ops.stopping import STOP

log = logging.getLogger(__name__)
Handler = Callable[[list[OutboxRow]], None]
OnBury = Callable[[list[OutboxRow], str], None]

ATTEMPTS = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(hours=1)
SHORT_WAIT = timedelta(seconds=2)
SKEW = timedelta(minutes=10)  # by which the clocks of two machines may differ


class Later(Exception):
    """Raised by a handler that cannot work now (a lock is taken): the rows wait for `wait`, no attempt is counted."""

    def __init__(self, reason: str = "", wait: timedelta = SHORT_WAIT) -> None:
        super().__init__(reason)
        self.wait = wait


class LeaseLost(Exception):
    """Another runner owns the rows by now: stop at once and write nothing."""


@dataclass(frozen=True)
class Subscription:
    """A handler of an event under its own name, so that each is retried alone."""

    event: str
    name: str
    run: Handler
    limit: int = 50
    on_bury: OnBury | None = None
    on_retry: Handler | None = None


SUBSCRIPTIONS: dict[tuple[str, str], Subscription] = {}


def handles(
    event: str, name: str, limit: int = 50, on_bury: OnBury | None = None, on_retry: Handler | None = None,
) -> Callable[[Handler], Handler]:
    """Register a handler: it takes a batch of rows (at most `limit`), runs outside of any transaction, must be idempotent and may see a row twice.

    `on_bury(rows, reason)` and `on_retry(rows)` run in the transaction that makes the rows dead letters, or due again: short, database only.
    """

    def register(run: Handler) -> Handler:
        SUBSCRIPTIONS[event, name] = Subscription(event, name, run, limit, on_bury, on_retry)
        return run

    return register


def owe(event: str, key: str, payload: dict[str, Any] | None = None, due_at: datetime | None = None) -> list[OutboxRow]:
    """Write one debt per handler of the event, in the caller's transaction; due at once unless said otherwise."""
    names = [name for (kind, name) in SUBSCRIPTIONS if kind == event]
    rows = [OutboxRow(event=event, handler=name, key=key, payload=payload or {}, due_at=due_at or timezone.now()) for name in sorted(names)]
    return OutboxRow.objects.bulk_create(rows)


def wait_after(attempts: int) -> timedelta:
    """Back-off after this many failed attempts: 2 s · 2ⁿ up to an hour, less up to a quarter by chance so that rows do not come back together."""
    longest: timedelta = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts, 20))
    return longest * random.uniform(0.75, 1)


def free_lease(now: datetime) -> Q:
    """No lease, one that ran out, or one that ends later than any can: the clock was set back since it was taken."""
    longest = now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS) + SKEW
    return Q(leased_until__isnull=True) | Q(leased_until__lt=now) | Q(leased_until__gt=longest)


def due(now: datetime, reaper: bool = True, lane: str = "") -> QuerySet[OutboxRow]:
    """Open rows that may be taken now, least tried and oldest first; `lane` is one event, or all but one (`-job`).

    A clock that was set back must not hold anything up: a row from the future that was due when it was written is due.
    """
    free = free_lease(now) if reaper else Q(leased_until__isnull=True)
    ripe = Q(due_at__lte=now) | Q(created_at__gt=now + SKEW, due_at__lte=F("created_at") + LONGEST_WAIT)
    rows = OutboxRow.objects.filter(free, ripe, done_at__isnull=True, dead_at__isnull=True).order_by("attempts", "id")
    if lane:
        rows = rows.exclude(event=lane[1:]) if lane.startswith("-") else rows.filter(event=lane)
    return rows


def lease(limit: int = 50, reaper: bool = True, lane: str = "") -> tuple[str, list[OutboxRow]]:
    """Take up to `limit` due rows of one handler for OUTBOX_LEASE_SECONDS; with the reaper dead leases are taken over.

    A row that failed or whose runner died twice is taken alone; one that was tried ATTEMPTS times without an answer is buried.
    """
    now, token = timezone.now(), uuid.uuid4().hex
    if not due(now, reaper, lane).exists():  # a look must not take SQLite's write lock
        return token, []
    with transaction.atomic():
        rows = due(now, reaper, lane)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        first = rows.first()
        if first is None:
            return token, []
        taken = [first]
        if not suspect(first) and (subscription := SUBSCRIPTIONS.get((first.event, first.handler))):
            alike = rows.filter(event=first.event, handler=first.handler, attempts__lt=2, error="")
            taken = list(alike[: min(limit, subscription.limit)])
        until = now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
        for row in taken:
            row.attempts, row.lease, row.leased_until = row.attempts + 1, token, until
        OutboxRow.objects.bulk_update(taken, ["attempts", "lease", "leased_until"])
    return token, taken


def suspect(row: OutboxRow) -> bool:
    """Whether the row may be what makes its batch fail: it must not take its neighbours along again."""
    return row.attempts >= 2 or bool(row.error)


def settle(token: str, rows: Iterable[OutboxRow], **fields: Any) -> int:
    """Write the end of a lease that is still ours; the number of rows it was written to."""
    return OutboxRow.objects.filter(pk__in=[row.pk for row in rows], lease=token).update(lease="", leased_until=None, **fields)


def extend(rows: Iterable[OutboxRow], progress: bool = False) -> None:
    """Own the rows for a whole lease from now; `progress` forgives earlier attempts. Raises LeaseLost when they are no longer ours."""
    rows = list(rows)
    until = timezone.now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
    forgiven = {"attempts": 1} if progress else {}
    ours = OutboxRow.objects.filter(pk__in=[row.pk for row in rows], lease=rows[0].lease)
    if ours.update(leased_until=until, **forgiven) < len(rows):
        raise LeaseLost
    for row in rows:
        row.attempts = forgiven.get("attempts", row.attempts)


@dataclass(frozen=True)
class Drained:
    """What one round did: rows taken under a lease, and how many of them were settled."""

    taken: int = 0
    settled: int = 0


def drain_once(limit: int = 50, reaper: bool = True, lane: str = "") -> Drained:
    """Do one batch. Rows that fail wait and come back, or are buried; none is lost."""
    token, rows = lease(limit, reaper, lane)
    if not rows:
        return Drained()
    first = rows[0]
    subscription = SUBSCRIPTIONS.get((first.event, first.handler))
    if subscription is None:
        bury(token, rows, f"no handler {first.handler} of {first.event} any more")
        return Drained(len(rows))
    if first.attempts > ATTEMPTS:
        bury(token, rows, first.error or f"the runner died at it {ATTEMPTS} times")
        return Drained(len(rows))
    return Drained(len(rows), work(subscription, token, rows))


def work(subscription: Subscription, token: str, rows: list[OutboxRow]) -> int:
    """Run the handler over the batch; a batch that fails is tried row by row, so that one bad row stands alone."""
    try:
        subscription.run(rows)
    except LeaseLost:
        return 0
    except Later as later:
        return put_off(token, rows, later)
    except Exception as error:
        if len(rows) == 1:
            return fail(token, rows[0], error)
        log.warning("outbox: a batch of %d for %s failed, trying row by row", len(rows), subscription.name, exc_info=True)
        return sum(work_alone(subscription, token, row) for row in rows)
    return settle(token, rows, done_at=timezone.now(), error="")


def work_alone(subscription: Subscription, token: str, row: OutboxRow) -> int:
    """One row of a batch that failed, under a fresh length of its lease."""
    try:
        extend([row])
    except LeaseLost:
        return 0
    return work(subscription, token, [row])


def put_off(token: str, rows: list[OutboxRow], later: Later) -> int:
    """Give the rows back as if they had not been taken; they are due after the handler's wait."""
    settle(token, rows, attempts=F("attempts") - 1, due_at=timezone.now() + later.wait)
    return 0


def fail(token: str, row: OutboxRow, error: Exception) -> int:
    """Note the failure: the row waits longer each time and is buried after ATTEMPTS."""
    text = repr(error)[:500]
    if row.attempts >= ATTEMPTS:
        bury(token, [row], text)
    else:
        log.warning("outbox: %s of row %s failed, attempt %d", row.handler, row.pk, row.attempts, exc_info=error)
        settle(token, [row], error=text, due_at=timezone.now() + wait_after(row.attempts))
    return 0


def bury(token: str, rows: list[OutboxRow], reason: str) -> None:
    """Put the rows among the dead letters, which staff retry or drop by `manage.py outbox`; their handler hears of those that were still ours."""
    log.error("outbox: dead letters %s for %s: %s", [row.pk for row in rows], rows[0].handler, reason)
    subscription = SUBSCRIPTIONS.get((rows[0].event, rows[0].handler))
    with transaction.atomic():
        ours = settle(token, rows, dead_at=timezone.now(), error=reason[:500])
        if ours == len(rows) and subscription is not None and subscription.on_bury is not None:
            subscription.on_bury(rows, reason)


def drain(limit: int = 50, reaper: bool = True, lane: str = "") -> int:
    """Do one batch; the number of rows settled."""
    return drain_once(limit, reaper, lane).settled


def drain_all(limit: int = 50, lane: str = "") -> int:
    """Do batches until nothing is due or the process is asked to stop; the number of rows settled."""
    total = 0
    while not STOP.is_set() and (round_ := drain_once(limit, lane=lane)).taken:
        total += round_.settled
    return total
