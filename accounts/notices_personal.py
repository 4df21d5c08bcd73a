"""Notifications as data of a person: what is handed out, what an erasure removes, and how long they are kept."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Notice, NoticeReader, User
from accounts.personal import Erased, Section
from accounts.retention import retention_rule

MODELS = ("accounts.Notice", "accounts.NoticeReader")
DAYS, SHORTEST = 180, 30


def readers_of(user: User) -> QuerySet[NoticeReader]:
    """The user's row, and the one of their address from before they had an account."""
    return NoticeReader.objects.filter(Q(user=user) | Q(address__iexact=user.email))


def collect_notices(user: User) -> Iterable[Section]:
    """What they were told, and how they want to be told (two queries)."""
    rows = Notice.objects.filter(reader__in=readers_of(user)).order_by("at", "pk")
    told = [{"title": row.title, "text": row.text, "at": row.at.isoformat(), "read_at": row.read_at and row.read_at.isoformat()} for row in rows]
    ways = [{"ways": row.ways, "zone": row.zone, "hour": row.hour, "weekday": row.weekday} for row in readers_of(user)]
    return [Section(title, found) for title, found in ((_("Notifications"), told), (_("How notifications come"), ways)) if found]


def erase_notices(user: User, at: datetime) -> Erased:
    """Everything goes, the choices too."""
    done = readers_of(user).delete()[1]
    return Erased(deleted={label: done[label] for label in MODELS if done.get(label)})


def old_notices(before: datetime) -> QuerySet[Notice]:
    """Told before this instant, read or not."""
    return Notice.objects.filter(at__lt=before)


def drop_notices(rows: QuerySet[Any]) -> int:
    """Delete them, and addresses without an account that nothing is kept about any more; one that stopped letters stays, to stay stopped."""
    with transaction.atomic():
        readers = list(rows.filter(reader__user__isnull=True).values_list("reader", flat=True).distinct())
        number = int(rows.delete()[0])
        NoticeReader.objects.filter(pk__in=readers, user__isnull=True, ways={}, notices__isnull=True).delete()
    return number


retention_rule("accounts.notices", gettext_lazy("Notifications"), DAYS, old_notices, drop_notices, when="at", shortest=SHORTEST)
