"""Take an intake on to its next state, or back: the one gate of its state."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q, Sum

from accounts.models import User
from ops.outbox import owe
from school.actions.lock import day_of, locked_intake
from school.models import Enrolment, Intake, IntakeStep
from school.permissions import user_can_advance
from school.rules.advancing import ORDER, Standing, advance_reasons
from school.rules.dates import Span
from school.rules.refusals import Refusal, refusal
from school.states import INTAKE_TRANSITIONS, OPEN, SEATED, IntakeState


class NoSuchStep(Exception):
    """The table has no such move."""


class StepRefused(Exception):
    """The state stays; `reasons` say what to do first."""

    def __init__(self, reasons: tuple[Refusal, ...]) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


@transaction.atomic
def advance_intake(intake: Intake, to: IntakeState, by: User, at: datetime, reason: str = "") -> Intake:
    """Put the intake into the state `to` and log it. Raises NoSuchStep, PermissionDenied, StepRefused."""
    row = locked_intake(intake.pk)
    transition = INTAKE_TRANSITIONS.get((IntakeState(row.state), to))
    if transition is None:
        raise NoSuchStep(f"{row.state} → {to}")
    if not user_can_advance(by, transition):
        raise PermissionDenied
    back = ORDER.index(to) < ORDER.index(row.state)
    reasons = advance_reasons(standing_of(row, at), to, back)
    if transition.needs_reason and not reason.strip():
        reasons = (refusal("no_reason"), *reasons)
    if reasons:
        raise StepRefused(reasons)
    before, row.state = row.state, to
    row.save(update_fields=["state", "updated_at"])
    IntakeStep.objects.create(intake=row, before=before, after=to, reason=reason.strip(), by=by, at=at)
    owe("intake_advanced", str(row.public_id), {"before": before, "after": to})
    return row


def standing_of(intake: Intake, at: datetime) -> Standing:
    """What the rule is asked about (three queries)."""
    streams = intake.streams.aggregate(count=Count("pk"), places=Sum("capacity", default=0))
    held = Enrolment.objects.filter(intake=intake).aggregate(
        seated=Count("pk", filter=Q(state__in=SEATED)), still_open=Count("pk", filter=Q(state__in=OPEN)),
    )
    return Standing(
        Span(intake.starts, intake.ends), intake.region_rows.count(), streams["count"], intake.places, streams["places"], held["seated"],
        held["still_open"], day_of(at),
    )
