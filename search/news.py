"""What is news to saved searches: noted from the publication's own event, when the index has the practice. Nothing else makes news."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.retention import delete_rows, retention_rule
from ops.models import OutboxRow
from ops.outbox import SHORT_WAIT, Later, handles
from ops.versions import next_version
from portfolio.models import Practice
from search.models import PracticeNews

COUNTER = "search_news"
STUCK = timedelta(minutes=10)
DAYS, SHORTEST = 60, 14  # a weekly search looks a week back


@handles("practice_news", "search", limit=200)
def note_news(rows: list[OutboxRow]) -> None:
    """Note each release once; one whose practice is still owed to the index waits, longer where that debt is a dead letter. Raises Later."""
    waiting = unindexed({row.key for row in rows})
    ready = [row for row in rows if row.key not in waiting]
    if ready:
        note(ready)
    if waiting:
        raise Later("not in the index yet", SHORT_WAIT if any(waiting.values()) else STUCK)


def unindexed(keys: Iterable[str]) -> dict[str, bool]:
    """Practices whose debt to the index is open, and whether anybody still works on it."""
    owed = OutboxRow.objects.filter(event="practice_changed", handler="search", done_at__isnull=True, key__in=list(keys))
    found: dict[str, bool] = {}
    for key, dead_at in owed.values_list("key", "dead_at"):
        found[key] = found.get(key, False) or dead_at is None
    return found


@transaction.atomic
def note(rows: list[OutboxRow]) -> None:
    """The number is drawn first: its lock keeps greater numbers back until these rows can be seen."""
    number = next_version(COUNTER)
    there = set(Practice.objects.filter(pk__in=[int(row.key) for row in rows]).values_list("pk", flat=True))
    news = [
        PracticeNews(
            practice_id=int(row.key), n=row.payload["n"], kind=row.payload["kind"], at=datetime.fromisoformat(row.payload["at"]), number=number,
        )
        for row in rows if int(row.key) in there
    ]
    PracticeNews.objects.bulk_create(news, ignore_conflicts=True)


def newest_number() -> int:
    """Number of the newest news; 0 while there is none."""
    return int(PracticeNews.objects.aggregate(newest=Max("number"))["newest"] or 0)


def news_after(number: int, upto: int) -> QuerySet[PracticeNews]:
    """News of a span of numbers, the newest first."""
    return PracticeNews.objects.filter(number__gt=number, number__lte=upto).order_by("-number", "-at", "-pk")


def old_news(before: datetime) -> QuerySet[PracticeNews]:
    """Of releases before this instant."""
    return PracticeNews.objects.filter(at__lt=before)


retention_rule("search.news", _("News for saved searches"), DAYS, old_news, delete_rows, when="at", shortest=SHORTEST)
