"""What the screens of imports show."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from ops.imports.kinds import KINDS, ImportKind
from ops.models import ImportBatch, ImportRow
from ops.models.imports import Outcome, RowState

PAGE = 50
URGENT = (Outcome.REFUSE, Outcome.CHANGE, Outcome.CREATE, Outcome.SAME)


@dataclass(frozen=True)
class Said:
    """A message as shown; `offers` are values that may replace the cell."""

    level: str
    cell: str
    text: str
    column: str
    before: str
    after: str
    offers: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class RowView:
    """A row as shown; `doubtful` says that there is something to look at although the row is good."""

    number: int
    outcome: str
    state: str
    title: str
    place: str
    filled: int
    indicators: int
    object_id: int | None
    doubtful: bool
    messages: tuple[Said, ...]


def said(kind: ImportKind, message: Mapping[str, Any]) -> str:
    """The words of a message."""
    return kind.words(message["code"], message.get("params", {}))


def view_of(kind: ImportKind, row: ImportRow) -> RowView:
    """A row in the reader's language."""
    messages = tuple(
        Said(
            message["level"], message.get("cell", ""), said(kind, message), kind.label(message.get("column", "")), message.get("before", ""),
            message.get("after", ""), offers(message),
        )
        for message in row.messages
    )
    return RowView(
        row.number, row.outcome, row.state, row.title, row.place, row.values.get("filled", 0), row.values.get("indicators", 0), row.object_id,
        any(message["level"] == "warning" for message in row.messages), messages,
    )


def offers(message: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    """Values that the dry run offers for a place."""
    if message.get("column") not in ("place", "oktmo"):
        return ()
    return tuple(one for one in message.get("params", {}).get("like", ()) if isinstance(one, dict) and one.get("oktmo"))


STATES = {"kept": RowState.KEPT, "failed": RowState.FAILED, "drafts": RowState.APPLIED, "live": RowState.LIVE}


def rows_of(batch: ImportBatch, tab: str = "") -> QuerySet[ImportRow]:
    """Rows of an outcome or a state, or all; what needs attention first."""
    rows = batch.rows.all()
    if tab in STATES:
        rows = rows.filter(state=STATES[tab])
    elif tab:
        rows = rows.filter(outcome=tab)
    order = Case(
        When(state__in=(RowState.FAILED, RowState.KEPT), then=Value(-1)),
        *(When(outcome=one, then=Value(n)) for n, one in enumerate(URGENT)), default=Value(9), output_field=IntegerField(),
    )
    return rows.annotate(urgency=order).order_by("urgency", "number")


def views_of(batch: ImportBatch, rows: Iterable[ImportRow]) -> list[RowView]:
    """Rows as shown."""
    kind = KINDS[batch.kind]
    return [view_of(kind, row) for row in rows]


def past_batches(user: Any) -> QuerySet[ImportBatch]:
    """Batches of the kinds that this user may import, newest first."""
    kinds = [name for name, kind in KINDS.items() if kind.may_import(user)]
    return ImportBatch.objects.filter(kind__in=kinds).select_related("by", "job", "file")


def batch_for(public_id: UUID, user: Any) -> ImportBatch | None:
    """The batch of this address if the user may see it; None alike for absent and forbidden."""
    return past_batches(user).filter(public_id=public_id).first()
