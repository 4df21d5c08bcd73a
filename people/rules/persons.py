"""What a person's and a post's data must be before they are written; names of fields to what is wrong with them."""
from __future__ import annotations

from datetime import date
from enum import StrEnum

EARLIEST_BIRTH = date(1900, 1, 1)


class Fault(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    FUTURE = "future"
    TOO_EARLY = "too_early"
    BEFORE_START = "before_start"
    NOWHERE = "nowhere"
    NEGATIVE = "negative"


def person_faults(family: str, given: str, birth_date: date | None, today: date) -> dict[str, Fault]:
    """A family and a given name, born between 1900 and today."""
    faults = {name: Fault.MISSING for name, value in (("family", family), ("given", given)) if not value.strip()}
    if birth_date is not None and birth_date > today:
        faults["birth_date"] = Fault.FUTURE
    elif birth_date is not None and birth_date < EARLIEST_BIRTH:
        faults["birth_date"] = Fault.TOO_EARLY
    return faults


def post_faults(title: str, has_place: bool, started_on: date | None, ended_on: date | None) -> dict[str, Fault]:
    """A title, an organisation or a municipality, and an end that is not before the start."""
    faults = {} if title.strip() else {"title": Fault.MISSING}
    if not has_place:
        faults["organisation"] = Fault.NOWHERE
    if started_on is not None and ended_on is not None and ended_on < started_on:
        faults["ended_on"] = Fault.BEFORE_START
    return faults
