"""Whether an enrolment may change its state on a day, and whether it may go to another stream."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from school.rules.refusals import Refusal, refusal

OPEN = ("active", "leave")


@dataclass(frozen=True)
class Change:
    """What is asked: day and reason of the change, day of return for a leave; and what is known: the intake's state, earlier days, today."""

    intake_state: str
    after: str
    on: date
    today: date
    enrolled_on: date
    state_on: date
    reason: str = ""
    needs_reason: bool = False
    return_on: date | None = None


def change_reasons(change: Change) -> tuple[Refusal, ...]:
    """Every reason against the change; a leave without a day of return is one without a planned end."""
    found = [refusal("enrol_closed")] if change.intake_state == "closed" else []
    if change.needs_reason and not change.reason.strip():
        found.append(refusal("no_reason"))
    if change.on > change.today:
        found.append(refusal("future", on=change.on))
    elif change.on < change.enrolled_on:
        found.append(refusal("before_enrolment", enrolled=change.enrolled_on))
    elif change.on < change.state_on:
        found.append(refusal("before_state", state_on=change.state_on))
    if change.after == "leave" and change.return_on is not None and change.return_on <= change.on:
        found.append(refusal("return_past"))
    return tuple(found)


def transfer_reason(state: str, intake: int, stream: int, to_intake: int, to_stream: int) -> Refusal | None:
    """Why this enrolment stays where it is; None: it may go. Ids of intakes and streams."""
    if intake != to_intake:
        return refusal("other_intake")
    if stream == to_stream:
        return refusal("same_stream")
    return None if state in OPEN else refusal("not_open")
