"""Move people to another stream of their intake, one or many, as one act that can be taken back."""
from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from ops.outbox import owe
from school.actions.lock import day_of, locked_intake, seats_of
from school.models import Enrolment, EnrolmentMove, MoveKind, Stream
from school.permissions import user_can_move
from school.rules.moving import transfer_reason
from school.rules.refusals import Refusal, refusal
from school.signals import enrolment_moved
from school.states import TRANSFER, IntakeState


class TransferRefused(Exception):
    """Nobody moves; `reasons` say why."""

    def __init__(self, *reasons: Refusal) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Transferred:
    """Who moved under which batch, and who stayed with the reason."""

    batch: uuid.UUID
    moved: tuple[Enrolment, ...]
    stayed: tuple[tuple[Enrolment, Refusal], ...]


@transaction.atomic
def transfer(enrolments: Iterable[Enrolment], to: Stream, reason: str, by: User, at: datetime) -> Transferred:
    """Move all who can be moved; too few places for them: nobody moves. Raises PermissionDenied, TransferRefused."""
    if not user_can_move(by, to.intake_id, TRANSFER):
        raise PermissionDenied
    intake = locked_intake(to.intake_id)
    target = Stream.objects.get(pk=to.pk)
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("stream", "person").order_by("pk")
    asked = [
        (row, transfer_reason(row.state, row.intake_id, row.stream_id, intake.pk, target.pk)) for row in rows.filter(pk__in=[one.pk for one in enrolments])
    ]
    going = tuple(row for row, why in asked if why is None)
    stayed = tuple((row, why) for row, why in asked if why is not None)
    left = seats_of(intake, target.pk, target.capacity).left_in_stream
    if reasons := reasons_against(intake.state, reason, len(going), left, stayed):
        raise TransferRefused(*reasons)
    batch = uuid.uuid4()
    for row in going:
        change_stream(row, target, by, at, reason=reason.strip(), batch=batch)
    return Transferred(batch, going, stayed)


def reasons_against(
    state: str, reason: str, going: int, left: int, stayed: tuple[tuple[Enrolment, Refusal], ...],
) -> tuple[Refusal, ...]:
    """Against the whole act; when nobody can go, the first one's reason."""
    if state == IntakeState.CLOSED:
        return (refusal("enrol_closed"),)
    if not reason.strip():
        return (refusal("no_reason"),)
    if not going:
        return (stayed[0][1],) if stayed else (refusal("nobody_chosen"),)
    return (refusal("too_many", asked=going, left=left),) if going > left else ()


def change_stream(
    row: Enrolment, to: Stream, by: User, at: datetime, reason: str, batch: uuid.UUID | None = None, undoes: EnrolmentMove | None = None,
) -> None:
    """Write one move under the locks of the caller, and tell the rooms above within the transaction."""
    before, row.stream = row.stream, to
    row.save(update_fields=["stream", "updated_at"])
    move = EnrolmentMove.objects.create(
        enrolment=row, kind=MoveKind.TRANSFER, state_before=row.state, state_after=row.state, stream_before=before, stream_after=to,
        on=day_of(at), reason=reason, batch=batch, undoes=undoes, by=by, at=at,
    )
    enrolment_moved.send(sender=Enrolment, enrolment=row, before=before, after=to, by=by, at=at)
    owe("enrolment_changed", str(row.public_id), {"move": move.pk})
