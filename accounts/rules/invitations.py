"""What an invitation is worth."""
from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

VALID = timedelta(days=7)


class State(Enum):
    """Where an invitation stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


def state_of(sent_at: datetime, accepted_at: datetime | None, revoked_at: datetime | None, at: datetime) -> State:
    """A link lives seven days from its last sending: at the limit it is over."""
    if accepted_at is not None:
        return State.ACCEPTED
    if revoked_at is not None:
        return State.REVOKED
    return State.EXPIRED if at - sent_at >= VALID else State.OPEN
