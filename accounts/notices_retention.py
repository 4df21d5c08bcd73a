"""How long notifications are kept; what is handed out and erased of them stands in `held.py`."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from accounts.models import Notice, NoticeReader
from accounts.retention import retention_rule

DAYS, SHORTEST = 180, 30


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
