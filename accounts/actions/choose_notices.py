"""Choose how notifications come, and when digests do."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Notice, NoticeReader
from accounts.notice_kinds import KINDS
from accounts.notices import DIGESTS, way_of
from accounts.rules.delivery import Way, next_digest
from ops.outbox import owe

HELD = "held"


@dataclass(frozen=True)
class Hour:
    """When digests come: an hour of a place's clock, and a day of the week for the weekly one (Monday is 0)."""

    zone: str
    hour: int
    weekday: int


def choose_notices(reader: NoticeReader, ways: Mapping[str, Way], at: datetime, hour: Hour | None = None) -> NoticeReader:
    """Keep the ways of these kinds (required and unknown ones are left alone), and let what has not gone out yet follow them."""
    with transaction.atomic():
        locked = NoticeReader.objects.select_for_update(of=("self",)).select_related("user").get(pk=reader.pk)
        free = {code: Way(way).value for code, way in ways.items() if code in KINDS and not KINDS[code].required}
        locked.ways = {**locked.ways, **free}
        if hour is not None:
            locked.zone, locked.hour, locked.weekday = hour.zone, hour.hour, hour.weekday
        locked.save(update_fields=["ways", "zone", "hour", "weekday"])
        follow(locked, at)
    return locked


def follow(reader: NoticeReader, at: datetime) -> None:
    """Notifications that wait for their letter take the way that holds now; those kept in the product stay there."""
    waiting = list(Notice.objects.filter(reader=reader, mailed_at__isnull=True).exclude(way=Way.PRODUCT))
    changed = [notice for notice in waiting if notice.kind in KINDS and rerouted(notice, reader, at)]
    Notice.objects.bulk_update(changed, ["way", "due_at"], batch_size=200)
    for notice in changed:
        if notice.way == Way.NOW:
            owe("notice", str(notice.pk))


def rerouted(notice: Notice, reader: NoticeReader, at: datetime) -> bool:
    """Give one its new way; whether anything changed. What nobody wants by mail any more stays as told in the product."""
    way = way_of(reader, KINDS[notice.kind])
    if way == Way.NOW and notice.way in (Way.NOW, HELD):
        return False
    before = (notice.way, notice.due_at)
    notice.way = Way.PRODUCT if way == Way.NEVER else way
    notice.due_at = next_digest(way, at, reader.zone, reader.hour, reader.weekday) if way in DIGESTS else None
    return before != (notice.way, notice.due_at)
