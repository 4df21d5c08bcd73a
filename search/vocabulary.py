"""Words the editors keep: the synonym table, cached per process under a cheap version, so a changed rule works at once and everywhere."""
from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Subquery, Value

from ops.models import Counter
from ops.versions import next_version
from search.models import SynonymKind, SynonymRule
from search.synonyms import Rule, SynonymTable
from taxonomy.models import Sector
from territories.models import ReferenceStamp

NAME = "vocabulary"
Version = tuple[Any, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The table of the active rules and the version that labels and table are cached under."""

    version: Version
    synonyms: SynonymTable


_lock = threading.Lock()
_cached: Vocabulary | None = None


def current_version() -> Version:
    """Changes announced by `vocabulary_changed`, number of rules and newest change of one, number of sectors, stamp of the territories. One query."""
    sql, values = version_statement()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return tuple(row) if row else ()


@cache
def version_statement() -> tuple[str, tuple[Any, ...]]:
    """The statement, compiled once: it runs at every search, and its answer is only compared, never read."""
    rules = SynonymRule.objects.order_by().annotate(all=Value(1)).values("all")
    sectors = Sector.objects.order_by().annotate(all=Value(1)).values("all")
    rows = Counter.objects.filter(name=NAME).values_list(
        "value", Subquery(rules.annotate(n=Count("pk")).values("n")), Subquery(rules.annotate(at=Max("updated_at")).values("at")),
        Subquery(sectors.annotate(n=Count("pk")).values("n")), Subquery(ReferenceStamp.objects.values("token")[:1]),
    )
    sql, values = rows.query.sql_with_params()
    return sql, tuple(values)


def vocabulary() -> Vocabulary:
    """The words in force. One query while nothing changes, two after a change."""
    global _cached
    version = current_version()
    known = _cached
    if known is None or known.version != version:
        with _lock:
            known = _cached = Vocabulary(version, SynonymTable(read_rules()))
    return known


def read_rules(without: int | None = None) -> list[Rule]:
    """Active rules, but one."""
    rows = SynonymRule.objects.filter(is_active=True).exclude(pk=without or 0)
    return [Rule(row.term, tuple(row.synonyms), row.kind == SynonymKind.NARROWER) for row in rows]


def vocabulary_changed() -> None:
    """Names of sectors, groups or rules were edited: every process reads them anew."""
    next_version(NAME)
