"""One round of retention."""
from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import RetentionRun, User
from accounts.permissions import user_can_protect_data
from accounts.retention import CHUNK, RETENTION, RetentionRule, oldest_left, overdue, terms

log = logging.getLogger(__name__)


def run_retention(at: datetime, by: User | None = None, dry: bool = False) -> RetentionRun:
    """Delete what is over its term, rule by rule, and keep the report; `dry` only counts. `by` None is the clock.

    A rule that fails is noted and does not stop the others. Raises PermissionDenied for whoever is no officer.
    """
    if by is not None and not user_can_protect_data(by):
        raise PermissionDenied
    run = RetentionRun.objects.create(at=at, is_dry=dry, by=by)
    days = terms()
    for code in sorted(RETENTION):
        run.lines.append(line_of(RETENTION[code], days[code], at, dry))
        run.save(update_fields=["lines"])
    run.done_at = timezone.now()
    run.save(update_fields=["done_at"])
    return run


def line_of(rule: RetentionRule, days: int, at: datetime, dry: bool) -> dict[str, Any]:
    """What the report says of one rule."""
    line: dict[str, Any] = {"code": rule.code, "days": days, "counted": None, "deleted": None, "oldest": None, "error": ""}
    try:
        line["counted"] = overdue(rule, days, at).count()
        if not dry and rule.delete is not None:
            line["deleted"] = delete_in_chunks(rule, days, at)
        oldest = oldest_left(rule, at - timedelta(days=days))
        line["oldest"] = oldest.isoformat() if oldest else None
    except Exception as error:
        log.exception("retention: the rule %s failed", rule.code)
        line["error"] = type(error).__name__
    return line


def delete_in_chunks(rule: RetentionRule, days: int, at: datetime) -> int:
    """Short transactions, so that nobody waits; stops when a chunk deletes nothing. How many went."""
    assert rule.delete is not None
    total, rows = 0, overdue(rule, days, at)
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            gone = rule.delete(rows.model._default_manager.filter(pk__in=ids))
        if not gone:
            break
        total += gone
    return total
