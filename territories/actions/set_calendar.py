"""The official transfers of a year are entered, or taken out again."""
from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from ops.outbox import owe
from territories.models import CalendarYear, WorkingDay
from territories.permissions import user_can_edit_calendar
from territories.rules.working_days import exceptions_of

FIRST, LAST = 2020, 2100


class SourceMissing(ValueError):
    """The act that moves the days is not named."""


class NoSuchYear(ValueError):
    """Outside of what the calendar keeps."""


@transaction.atomic
def set_calendar(year: int, off: Collection[date], source: str, by: User, at: datetime) -> CalendarYear:
    """Keep which days of the year are off; only deviations from the law are stored. Raises PermissionDenied, NoSuchYear, SourceMissing."""
    if not user_can_edit_calendar(by):
        raise PermissionDenied
    if not FIRST <= year <= LAST:
        raise NoSuchYear(year)
    if not source.strip():
        raise SourceMissing
    calendar, _made = CalendarYear.objects.update_or_create(year=year, defaults={"source": source.strip(), "changed_at": at, "changed_by": by})
    calendar.days.all().delete()
    kept = exceptions_of(year, frozenset(off))
    WorkingDay.objects.bulk_create(WorkingDay(calendar=calendar, date=day, is_working=works) for day, works in kept.items())
    days = {day.isoformat(): works for day, works in kept.items()}
    log(instance=calendar, action="territories.set_calendar", user=by, timestamp=at, data={"source": calendar.source, "days": days})
    owe("calendar_changed", str(year))
    return calendar


@transaction.atomic
def drop_calendar(year: int, by: User, at: datetime) -> bool:
    """The year follows the law alone again; False when it did already. Raises PermissionDenied."""
    if not user_can_edit_calendar(by):
        raise PermissionDenied
    calendar = CalendarYear.objects.select_for_update().filter(year=year).first()
    if calendar is None:
        return False
    log(instance=calendar, action="territories.drop_calendar", user=by, timestamp=at, data={"source": calendar.source})
    calendar.delete()
    owe("calendar_changed", str(year))
    return True
