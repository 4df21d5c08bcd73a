"""Transfers between streams, one person or many, and their way back."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.policy import fetch, visible
from school.actions.transfer import Transferred, TransferRefused, transfer
from school.actions.undo_transfer import WAY_BACK, NothingToUndo, TooLate, undo_transfer
from school.forms import TransferForm
from school.models import Enrolment, EnrolmentMove, MoveKind, Stream
from school.views.answers import act_once, first_error, tell
from school.words import say

TRANSFER_FORM = "stream-transfer"
MOST = 500


@login_required
@require_POST
def stream_transfer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Move the chosen people to another stream of the intake."""
    stream = fetch(request.user, Stream, "transfer", public_id=public_id)
    form = TransferForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect("school:stream", stream.public_id)
    target = fetch(request.user, Stream, "transfer", public_id=form.cleaned_data["to"], intake=stream.intake_id)
    rows = visible(request.user, Enrolment).filter(stream=stream, public_id__in=chosen(request))

    def act() -> str:
        done = transfer(rows, target, form.cleaned_data["reason"], request.user, timezone.now())  # type: ignore[arg-type]
        say_stayed(request, done)
        return str(done.batch)

    try:
        receipt = act_once(request, TRANSFER_FORM, act)
    except PermissionDenied as denied:
        raise Http404 from denied
    except TransferRefused as refused:
        tell(request, refused.reasons)
        return redirect("school:stream", stream.public_id)
    address = reverse("school:stream", args=[stream.public_id])
    return redirect(address if receipt is None else f"{address}?moved={receipt.text}")


def chosen(request: HttpRequest) -> list[UUID]:
    """Ticked people; nonsense is left out."""
    found = []
    for text in request.POST.getlist("who")[:MOST]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def say_stayed(request: HttpRequest, done: Transferred) -> None:
    """Who did not move, and why."""
    for row, why in done.stayed:
        messages.warning(request, f"{row.person.short_name}: {say(why)}")


def undo_offer(request: HttpRequest) -> dict[str, Any] | None:
    """What was just moved, as the address says, with the offer to take it back while there is time; None without."""
    try:
        batch = UUID(request.GET.get("moved", ""))
    except ValueError:
        return None
    moves = EnrolmentMove.objects.filter(
        batch=batch, kind=MoveKind.TRANSFER, undone_by=None, at__gte=timezone.now() - WAY_BACK, enrolment__in=visible(request.user, Enrolment),
    ).select_related("stream_after")
    count, first = moves.count(), moves.first()
    if first is None:
        return None
    said = ngettext("%(count)s person moved to “%(stream)s”.", "%(count)s people moved to “%(stream)s”.", count)
    return {"batch": batch, "text": said % {"count": count, "stream": first.stream_after.name}}


@login_required
@require_POST
def transfer_undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Take a transfer back; to whom it is not given to see the people, there is no such transfer."""
    enrolment = visible(request.user, Enrolment).filter(moves__batch=batch).first()
    if enrolment is None:
        raise Http404
    try:
        done = undo_transfer(batch, request.user, timezone.now())  # type: ignore[arg-type]
    except PermissionDenied as denied:
        raise Http404 from denied
    except NothingToUndo:
        messages.error(request, _("This transfer has been taken back already."))
    except TooLate:
        messages.error(request, _("A transfer can be taken back within a day. Transfer the people back instead."))
    else:
        say_stayed(request, done)
        if done.moved:
            count = len(done.moved)
            messages.success(request, ngettext("%(count)s person is back in the stream.", "%(count)s people are back in the stream.", count) % {"count": count})
            enrolment = done.moved[0]
    return redirect("school:stream", Stream.objects.values_list("public_id", flat=True).get(pk=enrolment.stream_id))
