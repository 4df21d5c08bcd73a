"""The one lock of this room: whoever changes who sits where holds the row of the intake, and then those of the enrolments in their order."""
from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from school.models import Enrolment, Intake
from school.rules.seats import Seats
from school.states import SEATED


def locked_intake(intake_id: int) -> Intake:
    """The intake as it is now, locked until the transaction ends."""
    return Intake.objects.select_for_update(of=("self",)).select_related("programme").get(pk=intake_id)


def seats_of(intake: Intake, stream_id: int, capacity: int) -> Seats:
    """Places of the stream and its intake, counted now (one query); true only under the intake's lock."""
    counts = Enrolment.objects.filter(intake=intake, state__in=SEATED).aggregate(all=Count("pk"), here=Count("pk", filter=Q(stream=stream_id)))
    return Seats(capacity, counts["here"], intake.places, counts["all"])


def day_of(at: datetime) -> date:
    """The instant's day in Moscow."""
    return timezone.localdate(at)
