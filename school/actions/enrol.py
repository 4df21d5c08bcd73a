"""Give a person a place in a stream."""
from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.policy import can
from ops.outbox import owe
from people.models import Person
from school.actions.lock import day_of, locked_intake, seats_of
from school.models import Enrolment, EnrolmentMove, EnrolmentRole, Intake, MoveKind, Stream
from school.rules.dates import Span
from school.rules.enrolling import Candidate, Elsewhere, is_confirmable, reasons_against
from school.rules.refusals import Refusal, refusal
from school.states import OPEN, EnrolmentState


class EnrolmentRefused(Exception):
    """No place is given; `reasons` say why. `is_confirmable`: the same with `despite_overlap=True` would do."""

    def __init__(self, reasons: tuple[Refusal, ...]) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons
        self.is_confirmable = all(is_confirmable(reason) for reason in reasons)


@transaction.atomic
def enrol(
    stream: Stream, person: Person, role: EnrolmentRole, by: User, at: datetime, on: date | None = None, despite_overlap: bool = False,
) -> Enrolment:
    """Enrol `person` on the day `on` (the day of `at` unless given). Raises PermissionDenied, EnrolmentRefused."""
    if not can(by, "enrol", stream):
        raise PermissionDenied
    intake = locked_intake(stream.intake_id)
    stream = Stream.objects.get(pk=stream.pk)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    day = on or day_of(at)
    reasons = reasons_against(candidate(intake, stream, person, role, day, day_of(at)))
    if not person.is_current or person.anonymised_at:
        reasons = (refusal("person_gone"), *reasons)
    if despite_overlap:
        reasons = tuple(reason for reason in reasons if not is_confirmable(reason))
    if reasons:
        raise EnrolmentRefused(reasons)
    enrolment = Enrolment.objects.create(person=person, intake=intake, stream=stream, role=role, enrolled_on=day, state_on=day, by=by)
    move = EnrolmentMove.objects.create(
        enrolment=enrolment, kind=MoveKind.ENROL, state_after=EnrolmentState.ACTIVE, stream_after=stream, on=day, by=by, at=at,
    )
    owe("enrolment_changed", str(enrolment.public_id), {"move": move.pk})
    return enrolment


def candidate(intake: Intake, stream: Stream, person: Person, role: EnrolmentRole, on: date, today: date) -> Candidate:
    """What the rule is asked about (two queries)."""
    held = list(Enrolment.objects.filter(person=person).exclude(state=EnrolmentState.WITHDRAWN).select_related("intake__programme", "stream"))
    elsewhere = tuple(Elsewhere(str(one.intake), span_of(one.stream, one.intake)) for one in held if one.intake_id != intake.pk and one.state in OPEN)
    return Candidate(
        intake.state, intake.programme.kind, role, on, today, span_of(stream, intake), seats_of(intake, stream.pk, stream.capacity),
        any(one.intake_id == intake.pk for one in held), elsewhere,
    )


def span_of(stream: Stream, intake: Intake) -> Span:
    """Days of the stream, its own or the intake's."""
    return Span(stream.starts or intake.starts, stream.ends or intake.ends)
