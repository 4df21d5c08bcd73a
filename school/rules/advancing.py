"""What must be in order before an intake goes on to its next state, or back."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from school.rules.dates import Span, days_late
from school.rules.refusals import Refusal, refusal

ORDER = ("plan", "nomination", "selection", "running", "closed")


@dataclass(frozen=True)
class Standing:
    """An intake as it stands: dates, numbers of regions and streams, places of all streams, enrolments that hold a place and open ones."""

    span: Span
    regions: int
    streams: int
    places: int
    in_streams: int
    seated: int
    still_open: int
    today: date


def advance_reasons(standing: Standing, after: str, back: bool) -> tuple[Refusal, ...]:
    """Every reason against going into `after`; `back` is a step to an earlier state."""
    if back:
        return going_back(standing, after)
    return {"nomination": to_nomination, "running": to_running, "closed": to_closed}.get(after, lambda _: ())(standing)


def to_nomination(standing: Standing) -> tuple[Refusal, ...]:
    """Regions nominate, so they must be named, and the days too."""
    found = [] if standing.regions else [refusal("no_regions")]
    return (*found, *known_days(standing))


def to_running(standing: Standing) -> tuple[Refusal, ...]:
    """Somebody studies, in a stream, between known days, and the streams do not promise more than there is."""
    found = list(known_days(standing))
    if not standing.streams:
        found.append(refusal("no_streams"))
    elif not standing.seated:
        found.append(refusal("nobody"))
    if standing.in_streams > standing.places:
        found.append(refusal("streams_over", in_streams=standing.in_streams, places=standing.places))
    return tuple(found)


def to_closed(standing: Standing) -> tuple[Refusal, ...]:
    """Its last day is over, and everybody has completed or left."""
    found = []
    if standing.span.last is not None and standing.span.last > standing.today:
        found.append(refusal("not_over", last=standing.span.last))
    if standing.still_open:
        found.append(refusal("still_open", count=standing.still_open))
    return tuple(found)


def going_back(standing: Standing, after: str) -> tuple[Refusal, ...]:
    """Before the selection nobody can hold a place."""
    if after in ("plan", "nomination") and standing.seated:
        return (refusal("has_seated", count=standing.seated),)
    return ()


def known_days(standing: Standing) -> tuple[Refusal, ...]:
    """First and last day."""
    return () if standing.span.is_known else (refusal("no_days"),)


@dataclass(frozen=True)
class Overdue:
    """Something whose day has passed: what, by how many days, and how many persons it is about (0: the intake itself)."""

    code: str
    days: int
    count: int = 0


def overdue(state: str, span: Span, late_returns: tuple[date, ...], today: date) -> tuple[Overdue, ...]:
    """What staff should look at: an intake that should have begun or ended, people who should be back from leave."""
    found = []
    if state in ("plan", "nomination", "selection") and (late := days_late(span.first, today)):
        found.append(Overdue("should_have_begun", late))
    if state == "running" and (late := days_late(span.last, today)):
        found.append(Overdue("should_have_ended", late))
    missed = [late for due in late_returns if (late := days_late(due, today))]
    if missed:
        found.append(Overdue("should_be_back", max(missed), len(missed)))
    return tuple(found)
