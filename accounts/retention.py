"""Retention: each room says which rows have a term and how they go; once a day what is over goes, and a report stays."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, QuerySet
from django.utils.functional import Promise

from accounts.models import RetentionTerm

Find = Callable[[datetime], "QuerySet[Any]"]
Delete = Callable[["QuerySet[Any]"], int]
CHUNK = 200


@dataclass(frozen=True)
class RetentionRule:
    """Rows of one kind: their usual term, the shortest that may be set, and how they are found and deleted.

    `find(before)` are the rows whose term began before that instant; `delete(rows)` deletes a chunk of them and says how many;
    None where another duty of the room does it and this rule only counts what it has left. `when` is the field the term begins with.
    """

    code: str
    title: str | Promise
    days: int
    find: Find
    delete: Delete | None
    when: str
    shortest: int


RETENTION: dict[str, RetentionRule] = {}


class RuleTwice(ValueError):
    """A code names one rule."""


def retention_rule(
    code: str, title: str | Promise, days: int, find: Find, delete: Delete | None, when: str = "created_at", shortest: int = 1,
) -> None:
    """Register a rule; called from a room's `apps.py` or a module it imports. Raises RuleTwice."""
    if code in RETENTION:
        raise RuleTwice(code)
    RETENTION[code] = RetentionRule(code, title, days, find, delete, when, shortest)


def delete_rows(rows: QuerySet[Any]) -> int:
    """The usual way: by Django's cascade. How many of these rows themselves."""
    label = rows.model._meta.label
    return int(rows.delete()[1].get(label, 0))


def terms() -> dict[str, int]:
    """The term of each rule in days: as set by an officer, never under the rule's shortest, else as registered (one query)."""
    chosen = dict(RetentionTerm.objects.values_list("code", "days"))
    return {code: max(rule.shortest, chosen.get(code, rule.days)) for code, rule in RETENTION.items()}


def overdue(rule: RetentionRule, days: int, at: datetime) -> QuerySet[Any]:
    """Rows of the rule whose term is over at this instant."""
    return rule.find(at - timedelta(days=days))


def oldest_left(rule: RetentionRule, before: datetime) -> datetime | None:
    """When the term of the oldest row that is still over its term began; None when nothing is left."""
    found: datetime | None = rule.find(before).aggregate(oldest=Min(rule.when))["oldest"]
    return found
