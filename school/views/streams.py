"""A stream on the desk: who is enrolled, as a list, a file and a sheet to print."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.policy import can, fetch, visible
from accounts.reading import note_reads
from components.paging import paged
from ops.forms import issue_key
from ops.sheets import sheet_response
from school.filters import ListQuery, list_query
from school.models import Enrolment, EnrolmentRole, Intake, Stream
from school.queries import StreamCard, post_line, stream_cards, with_posts
from school.states import EnrolmentState
from school.views.transfers import TRANSFER_FORM, undo_offer

PAGE = 50
TONES = {EnrolmentState.ACTIVE: "ok", EnrolmentState.LEAVE: "warn", EnrolmentState.WITHDRAWN: "bad", EnrolmentState.COMPLETED: "act"}


@never_cache
@login_required
@require_GET
def stream_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The list, by the words, the state and the order of the address."""
    stream = fetch(request.user, Stream, "view", public_id=public_id)
    asked, rows = list_query(request.GET), enrolled(request.user, stream)
    cards = stream_cards([stream.intake])[stream.intake_id]
    pages = paged(Counted(with_posts(asked.applied(rows))), asked.page, PAGE, lambda number: asked.url(page=str(number)))
    may_transfer = can(request.user, "transfer", stream)
    context: dict[str, Any] = {
        "stream": stream, "intake": stream.intake, "card": next(card for card in cards if card.stream.pk == stream.pk), "asked": asked,
        "pages": pages, "lines": [line_of(row) for row in pages.rows], "tabs": tabs(asked, rows), "sorts": sorts(asked),
        "here": asked.url() if asked.url() != "?" else "", "may": {verb: can(request.user, verb, stream) for verb in ("enrol", "export")}, "targets": targets(cards, stream) if may_transfer else [],
    }
    if may_transfer:
        context |= {"key": issue_key(TRANSFER_FORM, request.user), "undo": undo_offer(request)}
    return render(request, "school/stream.html", context)


class Counted(Sequence[Enrolment]):
    """Rows of a list for its pages: counted by the database, read only as far as a page shows."""

    def __init__(self, rows: QuerySet[Enrolment]) -> None:
        self.rows = rows
        self.total = rows.count()

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, place: Any) -> Any:
        return list(self.rows[place])


def enrolled(user: Any, stream: Stream) -> QuerySet[Enrolment]:
    """Enrolments of the stream that the reader may see."""
    return visible(user, Enrolment).filter(stream=stream)


def line_of(row: Enrolment) -> dict[str, Any]:
    """A row as the list shows it."""
    title, place = post_line(row.person, timezone.localdate())
    state = EnrolmentState(row.state)
    return {"row": row, "title": title, "place": place, "tone": TONES[state], "state": state.label, "is_late": is_late(row)}


def is_late(row: Enrolment) -> bool:
    """Whether the person should be back from leave."""
    return row.return_on is not None and row.return_on < timezone.localdate()


def tabs(asked: ListQuery, rows: QuerySet[Enrolment]) -> list[dict[str, Any]]:
    """All, and each state that somebody found is in. One query."""
    counts = dict(asked.found(rows).order_by().values_list("state").annotate(count=Count("pk")))
    named = [("", _("All"), sum(counts.values())), *((state.value, state.label, counts.get(state.value, 0)) for state in EnrolmentState)]
    return [
        {"label": label, "count": count, "url": asked.url(state=value), "current": value == asked.state}
        for value, label, count in named if count or not value or value == asked.state
    ]


def sorts(asked: ListQuery) -> dict[str, dict[str, Any]]:
    """Addresses of the orders, and which one holds."""
    return {name: {"url": asked.url(sort=name), "current": asked.sort == name} for name in ("name", "state", "enrolled")}


def targets(cards: list[StreamCard], stream: Stream) -> list[StreamCard]:
    """Where people of this stream may go."""
    return [card for card in cards if card.stream.pk != stream.pk]


@login_required
@require_GET
def stream_file(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    """The list as the address asks for it, without pages, as a file; everybody in it is noted as read."""
    stream = fetch(request.user, Stream, "export", public_id=public_id)
    rows = list_query(request.GET).applied(enrolled(request.user, stream))
    note_list(request.user, rows, gettext_noop("List of a stream, taken as a file"))
    head = (_("Family name"), _("Given name"), _("Patronymic"), _("Role"), _("Post"), _("Place"), _("State"), _("Since"), _("Enrolled"), _("Back from leave"))
    name = f"stream-{stream.intake.programme.code}-{stream.intake.number}-{stream.number}"
    return sheet_response(kind, name, head, cells(rows, timezone.localdate()), str(stream))


def cells(rows: QuerySet[Enrolment], today: date) -> Iterator[tuple[object, ...]]:
    """Rows of the file, read in portions."""
    for row in with_posts(rows).iterator(chunk_size=200):
        title, place = post_line(row.person, today)
        yield (
            row.person.family, row.person.given, row.person.patronymic, str(EnrolmentRole(row.role).label), title, place,
            str(EnrolmentState(row.state).label), row.state_on, row.enrolled_on, row.return_on,
        )


def note_list(user: Any, rows: QuerySet[Enrolment], what: str) -> None:
    """Everybody on the list goes into the read log."""
    note_reads(user, [str(public_id) for public_id in rows.values_list("person__public_id", flat=True)], what, timezone.now())


@never_cache
@login_required
@require_GET
def stream_print(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The whole list as a sheet to print and sign."""
    stream = fetch(request.user, Stream, "export", public_id=public_id)
    rows = list_query(request.GET).applied(enrolled(request.user, stream))
    note_list(request.user, rows, gettext_noop("List of a stream, printed"))
    context = {"stream": stream, "intake": Intake.objects.select_related("programme").get(pk=stream.intake_id), "lines": [line_of(row) for row in with_posts(rows)]}
    return render(request, "school/print.html", context)
