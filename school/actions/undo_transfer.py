"""Take a transfer back within a day: everybody returns who has not been moved since and whose place is still free."""
from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from school.actions.lock import locked_intake, seats_of
from school.actions.transfer import Transferred, change_stream
from school.models import Enrolment, EnrolmentMove, Intake, MoveKind
from school.permissions import user_can_move
from school.rules.refusals import Refusal, refusal
from school.states import OPEN, TRANSFER

WAY_BACK = timedelta(days=1)


class NothingToUndo(Exception):
    """No such transfer, or it has been taken back."""


class TooLate(Exception):
    """The day is over: transfer back instead."""


@transaction.atomic
def undo_transfer(batch: uuid.UUID, by: User, at: datetime) -> Transferred:
    """Move the people of the batch back, each where the place is free. Raises NothingToUndo, PermissionDenied, TooLate."""
    moves = EnrolmentMove.objects.filter(batch=batch, kind=MoveKind.TRANSFER, undoes=None)
    first = moves.select_related("enrolment").first()
    if first is None:
        raise NothingToUndo
    if not user_can_move(by, first.enrolment.intake_id, TRANSFER):
        raise PermissionDenied
    if at - first.at > WAY_BACK:
        raise TooLate
    intake = locked_intake(first.enrolment.intake_id)
    rows = {row.pk: row for row in Enrolment.objects.select_for_update(of=("self",)).filter(moves__batch=batch).order_by("pk").select_related("stream")}
    moved, stayed = [], []
    for move in moves.filter(undone_by=None).select_related("stream_before").order_by("pk"):
        row = rows[move.enrolment_id]
        if why := stays(row, move, intake):
            stayed.append((row, why))
            continue
        assert move.stream_before is not None
        change_stream(row, move.stream_before, by, at, reason="", undoes=move)
        moved.append(row)
    if not moved and not stayed:
        raise NothingToUndo
    return Transferred(batch, tuple(moved), tuple(stayed))


def stays(row: Enrolment, move: EnrolmentMove, intake: Intake) -> Refusal | None:
    """Why this one cannot go back."""
    if row.stream_id != move.stream_after_id or row.state not in OPEN or row.moves.filter(kind=MoveKind.TRANSFER, pk__gt=move.pk).exists():
        return refusal("moved_since")
    assert move.stream_before is not None
    seats = seats_of(intake, move.stream_before.pk, move.stream_before.capacity)
    return None if seats.left_in_stream else refusal("stream_full", places=seats.capacity, taken=seats.in_stream, left=seats.left_in_intake)
