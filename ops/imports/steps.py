"""What the acts of an import share: chunks, counts, the batch's lock, progress."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Protocol, TypeVar

from django.db.models import Count

from ops.imports.kinds import Refused
from ops.models import ImportBatch, ImportRow
from ops.models.imports import Outcome, RowState

CHUNK = 100
WRITTEN = (Outcome.CREATE, Outcome.CHANGE)
Item = TypeVar("Item")


class Steps(Protocol):
    """How far the work is; `step` may raise to stop it, between two transactions."""

    def at(self, done: int, failed: int = 0) -> None:
        """Set the counts outright."""
        ...

    def step(self, done: int = 0, failed: int = 0) -> None:
        """Add to the counts."""
        ...

    def total(self, rows: int) -> None:
        """How many there are."""
        ...


class Silent:
    """Nobody watches."""

    def at(self, done: int, failed: int = 0) -> None:
        """Nothing to tell."""

    def step(self, done: int = 0, failed: int = 0) -> None:
        """Nothing to tell."""

    def total(self, rows: int) -> None:
        """Nothing to tell."""


class NotOffered(Exception):
    """The act is not open to this batch now; `code` is put into words by `words.py`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


def chunks(items: Iterator[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Lists of at most `size`."""
    while chunk := list(islice(items, size)):
        yield chunk


def locked(batch: ImportBatch) -> ImportBatch:
    """The batch under its row lock: two runners never write the same rows. Inside a transaction."""
    return ImportBatch.objects.select_for_update().get(pk=batch.pk)


class TakenOver(Exception):
    """Other work has this batch by now: whoever still writes it stops at once and writes nothing more."""


def mine(batch: ImportBatch) -> ImportBatch:
    """The batch under its lock, if it is still this work's (every act of the desk gives it another job) and not being taken back. Raises TakenOver."""
    row = locked(batch)
    if row.job_id != batch.job_id or row.state in (row.State.UNDOING, row.State.UNDONE):
        raise TakenOver
    return row


def move(batch: ImportBatch, **fields: Any) -> None:
    """Write the next state of a batch that is still this work's. Raises TakenOver."""
    if not ImportBatch.objects.filter(pk=batch.pk, job=batch.job_id).update(**fields):
        raise TakenOver


def recount(batch: ImportBatch) -> None:
    """Rows by outcome and by state, for the screens."""
    counts: Counter[str] = Counter()
    for outcome, state, n in batch.rows.order_by().values_list("outcome", "state").annotate(n=Count("pk")):
        counts[outcome] += n
        counts[f"is_{state}"] += n
        if state in (RowState.APPLIED, RowState.LIVE):
            counts[f"{outcome}_done"] += n
    batch.counts = dict(counts)
    ImportBatch.objects.filter(pk=batch.pk).update(counts=batch.counts)


def keep_message(row: ImportRow, level: str, refusal: Refused) -> None:
    """The refusal takes the place of an earlier one of its level."""
    others = [message for message in row.messages if message["level"] != level]
    row.messages = [*others, {"level": level, "code": refusal.code, "params": refusal.params}]
