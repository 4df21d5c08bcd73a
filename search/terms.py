"""How long counts of queries are kept."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.retention import delete_rows, retention_rule
from search.models import HiddenQuery, QueryDay

DAYS = 180


def old_counts(before: datetime) -> QuerySet[QueryDay]:
    """Counts of days before the one of this instant."""
    return QueryDay.objects.filter(day__lt=timezone.localdate(before, timezone.get_default_timezone()))


def drop_counts(rows: QuerySet[Any]) -> int:
    """Delete them, and the marks of words that nothing is kept of any more."""
    with transaction.atomic():
        number = delete_rows(rows)
        HiddenQuery.objects.filter(~Exists(QueryDay.objects.filter(words=OuterRef("words")))).delete()
    return number


retention_rule("search.queries", _("Counts of search queries"), DAYS, old_counts, drop_counts, when="day")
