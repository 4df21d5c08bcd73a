"""Dead letters as the desk lists them, without anybody's words or address."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from accounts.policy import visible
from ops.models import Job, OutboxAct, OutboxRow
from ops.rules.masking import mask_address, shown_letter, shown_values

ARROW = "→"


@dataclass(frozen=True)
class LetterLine:
    """A dead letter; `title` and `url` of the job behind it, where there is one."""

    pk: int
    kind: str
    key: str
    attempts: int
    error: str
    first_at: datetime
    last_at: datetime | None
    values: list[tuple[str, str]]
    title: str
    url: str


@dataclass(frozen=True)
class Kind:
    """An event with its handler, and how many dead letters it has."""

    name: str
    count: int


def kind_name(event: str, handler: str) -> str:
    """What stands in the address and in the list."""
    return f"{event}{ARROW}{handler}"


def letters_of(user: Any, kind: str = "") -> QuerySet[OutboxRow]:
    """Dead letters that this reader may see, newest first, of one kind or all."""
    rows = visible(user, OutboxRow)
    if kind:
        event, _arrow, handler = kind.partition(ARROW)
        rows = rows.filter(event=event, handler=handler)
    return rows.order_by("-dead_at", "-id")


def letter_kinds(user: Any) -> list[Kind]:
    """Kinds with dead letters, the most first. One query."""
    rows = visible(user, OutboxRow).order_by().values_list("event", "handler").annotate(n=Count("pk")).order_by("-n", "event", "handler")
    return [Kind(kind_name(event, handler), n) for event, handler, n in rows]


def letter_lines(rows: Iterable[OutboxRow]) -> list[LetterLine]:
    """The rows as shown; one query for the jobs among them."""
    rows = list(rows)
    numbers = [int(row.key) for row in rows if row.event == "job" and row.key.isdecimal()]
    jobs = {str(job.pk): job for job in Job.objects.filter(pk__in=numbers)}
    return [letter_line(row, jobs.get(row.key) if row.event == "job" else None) for row in rows]


def letter_line(row: OutboxRow, job: Job | None) -> LetterLine:
    """One row as shown."""
    values = shown_letter(row.payload) if row.event == "mail" else shown_values(row.payload)
    return LetterLine(
        row.pk, kind_name(row.event, row.handler), "" if row.event == "mail" else mask_address(row.key), row.attempts, mask_address(row.error), row.created_at, row.dead_at, values,
        job.title if job else "", reverse("website:job", args=[job.public_id]) if job else "",
    )


def letter_acts() -> QuerySet[OutboxAct]:
    """Who retried or dropped what, newest first."""
    return OutboxAct.objects.select_related("by")
