"""Leave, return, withdrawal, completion and their way back: the one gate of an enrolment's state."""
from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from ops.outbox import owe
from school.actions.lock import day_of, locked_intake, seats_of
from school.models import Enrolment, EnrolmentMove, Intake
from school.permissions import user_can_move
from school.rules.enrolling import seat_reasons
from school.rules.moving import Change, change_reasons
from school.rules.refusals import Refusal, refusal
from school.states import ENROLMENT_TRANSITIONS, EnrolmentState, Transition


class NoSuchMove(Exception):
    """The table has no such move."""


class MoveRefused(Exception):
    """The state stays; `reasons` say why."""

    def __init__(self, reasons: tuple[Refusal, ...]) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


@transaction.atomic
def move_enrolment(
    enrolment: Enrolment, to: EnrolmentState, by: User, at: datetime, reason: str = "", on: date | None = None, return_on: date | None = None,
) -> Enrolment:
    """Put the enrolment into the state `to` from the day `on`; `return_on` is the planned end of a leave.

    Raises NoSuchMove, PermissionDenied, MoveRefused.
    """
    intake = locked_intake(enrolment.intake_id)
    row = Enrolment.objects.select_for_update(of=("self",)).select_related("stream").get(pk=enrolment.pk)
    transition = ENROLMENT_TRANSITIONS.get((EnrolmentState(row.state), to))
    if transition is None:
        raise NoSuchMove(f"{row.state} → {to}")
    if not user_can_move(by, intake.pk, transition):
        raise PermissionDenied
    change = Change(
        intake.state, to, on or day_of(at), day_of(at), row.enrolled_on, row.state_on, reason, transition.needs_reason,
        return_on if to == EnrolmentState.LEAVE else None,
    )
    if reasons := (*change_reasons(change), *place_reasons(row, intake)):
        raise MoveRefused(reasons)
    move = write(row, transition, change, to, by, at)
    owe("enrolment_changed", str(row.public_id), {"move": move.pk})
    return row


def place_reasons(row: Enrolment, intake: Intake) -> tuple[Refusal, ...]:
    """Whoever is taken back needs a free place, and no second enrolment may have been made meanwhile."""
    if row.state != EnrolmentState.WITHDRAWN:
        return ()
    if Enrolment.objects.filter(person=row.person_id, intake=intake).exclude(state=EnrolmentState.WITHDRAWN).exists():
        return (refusal("enrolled"),)
    return seat_reasons(seats_of(intake, row.stream_id, row.stream.capacity))


def write(row: Enrolment, transition: Transition, change: Change, to: EnrolmentState, by: User, at: datetime) -> EnrolmentMove:
    """The row and its line of history."""
    before, row.state = row.state, to
    row.state_on, row.reason, row.return_on = change.on, change.reason.strip(), change.return_on
    row.save(update_fields=["state", "state_on", "reason", "return_on", "updated_at"])
    return EnrolmentMove.objects.create(
        enrolment=row, kind=transition.verb, state_before=before, state_after=to, stream_before=row.stream, stream_after=row.stream,
        on=change.on, reason=row.reason, by=by, at=at,
    )
