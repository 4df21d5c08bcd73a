"""When a notification goes out by mail: at once, together with others of its kind, or in a digest at the reader's own hour."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

BURST, WINDOW = 20, timedelta(hours=1)


class Way(StrEnum):
    """How a kind of notification reaches its reader; each but `never` also shows it in the product."""

    NOW = "now"
    DAILY = "daily"
    WEEKLY = "weekly"
    PRODUCT = "product"
    NEVER = "never"


class Mailing(StrEnum):
    """What to do with the letters of one kind that wait."""

    EACH = "each"
    TOGETHER = "together"
    HOLD = "hold"


@dataclass(frozen=True)
class Decision:
    """The mailing; `until` says when held ones go."""

    mailing: Mailing
    until: datetime | None = None


def decide(waiting: int, within_the_hour: int, first_at: datetime, held_until: datetime | None) -> Decision:
    """Fewer than 20 of one kind in an hour go each by itself; 20 that wait go in one letter; what drops in after them waits for the hour's end.

    `within_the_hour` counts all of the kind in the last hour, those that wait among them; `held_until` is set where some are held already.
    """
    if held_until is not None:
        return Decision(Mailing.HOLD, held_until)
    if waiting >= BURST:
        return Decision(Mailing.TOGETHER)
    if within_the_hour >= BURST:
        return Decision(Mailing.HOLD, first_at + WINDOW)
    return Decision(Mailing.EACH)


def next_digest(way: Way, at: datetime, zone: str, hour: int, weekday: int) -> datetime:
    """The first digest strictly after `at`: every day at `hour` by the reader's clock, or on `weekday` (Monday is 0) only.

    An hour that the clock leaves out in spring is taken by the offset before it; one that comes twice is the first.
    """
    place = ZoneInfo(zone)
    day = at.astimezone(place).date()
    while True:
        due = datetime.combine(day, time(hour), place).astimezone(at.tzinfo)
        if due > at and (way == Way.DAILY or day.weekday() == weekday):
            return due
        day += timedelta(days=1)
