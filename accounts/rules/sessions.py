"""How long a session lives."""
from datetime import datetime, timedelta

ABSOLUTE = timedelta(hours=12)
IDLE_STAFF = timedelta(hours=1)
IDLE_OTHERS = timedelta(hours=8)
SKEW = timedelta(minutes=10)  # by which the clocks of two machines may differ


def idle_limit(is_staff: bool) -> timedelta:
    """How long a session may rest."""
    return IDLE_STAFF if is_staff else IDLE_OTHERS


def is_over(began_at: datetime, seen_at: datetime, now: datetime, idle: timedelta) -> bool:
    """Whether a session that began and was last seen then has ended: at the limit it has.

    So has one from the future: the clock was set back, and nobody can tell its age any more.
    """
    if max(began_at, seen_at) > now + SKEW:
        return True
    return now - began_at >= ABSOLUTE or now - seen_at >= idle
