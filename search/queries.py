"""What editors see of the query log: words asked for on enough different days."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from search.models import HiddenQuery, QueryDay
from search.rules.query_log import SHOWN_FROM

Rows = QuerySet[Any, Any]  # dicts: words, days, times, empty, opens, last


def most_asked(since: date | None = None, hidden: bool = False) -> Rows:
    """Words with `times` asked, `empty` (nothing found), `opens` of practices since a day, and the `last` day of all; hidden ones alone or not at all.

    How many days they must have been asked on is counted over everything kept: a short period shows no rarer words.
    """
    within = Q(day__gte=since) if since else Q()
    marked = HiddenQuery.objects.values("words")
    rows: Rows = QueryDay.objects.filter(words__in=marked) if hidden else QueryDay.objects.exclude(words__in=marked)
    asked = Q(asked__gt=0)
    counted: Rows = rows.order_by().values("words").annotate(
        days=Count("pk", filter=asked), times=Sum("asked", filter=within, default=0), empty=Sum("nothing", filter=within, default=0),
        opens=Sum("opened", filter=within, default=0), last=Max("day", filter=asked),
    ).filter(days__gte=SHOWN_FROM, times__gt=0)
    return counted


def nothing_found(since: date | None = None, hidden: bool = False) -> Rows:
    """Those of them that found nothing when they were last asked for: words that find something by now are left out."""
    rows: Rows = most_asked(since, hidden).annotate(
        last_empty=Max("day", filter=Q(nothing__gt=0)), last_found=Max("day", filter=Q(asked__gt=F("nothing"))),
    ).filter(Q(last_found=None) | Q(last_empty__gte=F("last_found")), empty__gt=0)
    return rows
