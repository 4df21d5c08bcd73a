"""An enrolment: what it is now, what may be done, what happened to it; and one's own programme."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.policy import fetch
from accounts.reading import note_read
from ops.forms import issue_key
from school.actions.move_enrolment import MoveRefused, NoSuchMove, move_enrolment
from school.forms import MoveForm
from school.models import Enrolment, EnrolmentRole
from school.permissions import roles_in
from school.queries import moves_of, own_enrolments, post_line
from school.states import TRANSFER, EnrolmentState, IntakeState, enrolment_moves
from school.views.answers import act_once, first_error, tell
from school.views.streams import TONES, is_late
from school.views.transfers import TRANSFER_FORM

MOVE = "enrolment-move"


@never_cache
@login_required
@require_GET
def enrolment_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page of one enrolment; the reading is noted."""
    row = fetch(request.user, Enrolment, "inspect", public_id=public_id)
    note_read(request.user, str(row.person.public_id), gettext_noop("Enrolment with its history"), timezone.now())  # type: ignore[arg-type]
    held = roles_in(request.user, row.intake_id)  # type: ignore[arg-type]
    is_open = row.intake.state != IntakeState.CLOSED
    moves = [
        {"to": after.value, "label": move.label, "why": move.needs_reason, "leave": after == EnrolmentState.LEAVE, "alarm": after == EnrolmentState.WITHDRAWN}
        for after, move in enrolment_moves(row.state).items() if is_open and not move.roles.isdisjoint(held)
    ]
    streams = row.intake.streams.exclude(pk=row.stream_id) if is_open and row.state in ("active", "leave") and not TRANSFER.roles.isdisjoint(held) else []
    title, place = post_line(row.person, timezone.localdate())
    context: dict[str, Any] = {
        "row": row, "intake": row.intake, "stream": row.stream, "title": title, "place": place, "moves": moves, "streams": list(streams),
        "tone": TONES[EnrolmentState(row.state)], "state": EnrolmentState(row.state).label, "role": EnrolmentRole(row.role).label,
        "is_late": is_late(row), "history": list(moves_of(row)), "today": timezone.localdate(),
    }
    if moves:
        context["key"] = issue_key(MOVE, request.user)
    if context["streams"]:
        context["transfer_key"] = issue_key(TRANSFER_FORM, request.user)
    return render(request, "school/enrolment.html", context)


@login_required
@require_POST
def enrolment_move(request: HttpRequest, public_id: UUID, to: str) -> HttpResponse:
    """Change the state."""
    row = fetch(request.user, Enrolment, "inspect", public_id=public_id)
    form = MoveForm(request.POST)
    if to not in EnrolmentState.values or not form.is_valid():
        messages.error(request, first_error(form) if form.errors else _("There is no such step."))
        return redirect("school:enrolment", row.public_id)
    data = form.cleaned_data

    def act() -> str:
        moved = move_enrolment(row, EnrolmentState(to), request.user, timezone.now(), data["reason"], data["on"], data["return_on"])  # type: ignore[arg-type]
        return _("Now: %(state)s.") % {"state": EnrolmentState(moved.state).label}

    try:
        if (receipt := act_once(request, MOVE, act)) is not None:
            messages.success(request, receipt.text)
    except PermissionDenied as denied:
        raise Http404 from denied
    except NoSuchMove:
        messages.error(request, _("The state has been changed meanwhile. Look at it and repeat."))
    except MoveRefused as refused:
        tell(request, refused.reasons)
    return redirect("school:enrolment", row.public_id)


@never_cache
@login_required
@require_GET
def my_programme(request: HttpRequest) -> HttpResponse:
    """One's own enrolments: stream, dates, state; for everybody else an empty page that says what it is for."""
    rows = [
        {
            "row": row, "state": EnrolmentState(row.state).label, "tone": TONES[EnrolmentState(row.state)], "role": EnrolmentRole(row.role).label,
            "starts": row.stream.starts or row.intake.starts, "ends": row.stream.ends or row.intake.ends, "moves": list(moves_of(row)),
        } for row in own_enrolments(request.user)  # type: ignore[arg-type]
    ]
    return render(request, "school/my_programme.html", {"rows": rows})
