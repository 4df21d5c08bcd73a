"""Mark notifications as read."""
from __future__ import annotations

from datetime import datetime

from accounts.models import Notice, User
from accounts.policy import visible


def read_notices(by: User, at: datetime, upto: datetime | None = None) -> int:
    """Mark all of one's own as read, those told after `upto` excepted: nobody has seen them yet. The number of rows."""
    rows = visible(by, Notice).filter(read_at__isnull=True)
    return (rows if upto is None else rows.filter(at__lte=upto)).update(read_at=at)


def read_notice(notice: Notice, at: datetime) -> None:
    """Mark one as read; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)
