"""Who may be given a place, and why not."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from school.rules.dates import Span, shared_days
from school.rules.refusals import Refusal, refusal
from school.rules.seats import Seats

ENROLS = ("selection", "running")
ROLES = {"individual": ("trainee",), "team": ("team_leader", "team_member")}


@dataclass(frozen=True)
class Elsewhere:
    """A place the person has in another intake."""

    intake: str
    span: Span


@dataclass(frozen=True)
class Candidate:
    """What is known when a place is to be given: the intake's state and kind, the role asked for, the day, the places, other enrolments."""

    state: str
    kind: str
    role: str
    on: date
    today: date
    span: Span
    seats: Seats
    is_enrolled: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()


def reasons_against(candidate: Candidate) -> tuple[Refusal, ...]:
    """Every reason against, the intake's own first; empty: the place can be given."""
    found = []
    if candidate.state not in ENROLS:
        found.append(refusal(f"enrol_{candidate.state}"))
    if candidate.role not in ROLES[candidate.kind]:
        found.append(refusal(f"role_{candidate.kind}"))
    if candidate.is_enrolled:
        found.append(refusal("enrolled"))
    if candidate.on > candidate.today:
        found.append(refusal("future", on=candidate.on))
    return (*found, *seat_reasons(candidate.seats), *overlaps(candidate))


def seat_reasons(seats: Seats) -> tuple[Refusal, ...]:
    """The intake full, or else the stream."""
    if not seats.left_in_intake:
        return (refusal("intake_full", places=seats.places, taken=seats.in_intake),)
    if not seats.left_in_stream:
        return (refusal("stream_full", places=seats.capacity, taken=seats.in_stream, left=seats.left_in_intake),)
    return ()


def overlaps(candidate: Candidate) -> tuple[Refusal, ...]:
    """Other intakes of the same days; unknown days are no overlap."""
    shared = [(other.intake, shared_days(candidate.span, other.span)) for other in candidate.elsewhere]
    return tuple(refusal("overlap", intake=intake, days=days) for intake, days in shared if days)


def is_confirmable(reason: Refusal) -> bool:
    """Whether a person may decide otherwise, knowing it; every other reason is final."""
    return reason.code == "overlap"
