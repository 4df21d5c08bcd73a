"""How long a session lives: under, at and over each limit."""
from datetime import UTC, datetime, timedelta

import pytest

from accounts.rules.sessions import ABSOLUTE, IDLE_OTHERS, IDLE_STAFF, idle_limit, is_over

BEGAN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("is_staff", "limit"), [(True, timedelta(hours=1)), (False, timedelta(hours=8))])
def test_idle_limit_by_kind(is_staff, limit):
    assert idle_limit(is_staff) == limit


@pytest.mark.parametrize("limit", [IDLE_STAFF, IDLE_OTHERS])
@pytest.mark.parametrize(("past", "over"), [(-SECOND, False), (0 * SECOND, True), (SECOND, True)])
def test_is_over_by_idleness(limit, past, over):
    seen = BEGAN + timedelta(hours=1)
    assert is_over(BEGAN, seen, seen + limit + past, limit) is over


@pytest.mark.parametrize(("past", "over"), [(-SECOND, False), (0 * SECOND, True), (SECOND, True)])
def test_is_over_by_age_though_in_use(past, over):
    now = BEGAN + ABSOLUTE + past
    assert is_over(BEGAN, now, now, IDLE_OTHERS) is over
