"""What an invitation is worth, under, at and over its seven days."""
from datetime import UTC, datetime, timedelta

import pytest

from accounts.rules.invitations import State, state_of

SENT = datetime(2026, 3, 1, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("after", "state"), [(timedelta(0), State.OPEN), (WEEK - SECOND, State.OPEN), (WEEK, State.EXPIRED), (WEEK + SECOND, State.EXPIRED)])
def test_link_lives_seven_days(after, state):
    assert state_of(SENT, None, None, SENT + after) == state


def test_accepted_stays_accepted_and_revoked_stays_revoked():
    late = SENT + 2 * WEEK
    assert state_of(SENT, SENT, None, late) == State.ACCEPTED
    assert state_of(SENT, None, SENT, SENT) == State.REVOKED
