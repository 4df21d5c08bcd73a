"""Words the editors keep: the synonym table, cached per process under a cheap version, so a changed rule works at once and everywhere."""
from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Subquery, Value

from ops.models import Counter
from ops.versions import next_version
from search.models import SynonymKind, SynonymRule
from search.synonyms import Rule, SynonymTable
from taxonomy.models import Sector
from territories.models import ReferenceStamp

NAME = "vocabulary"
Version = tuple[int, int | None, datetime | None, int | None, UUID | None]


@dataclass(frozen=True)
class Vocabulary:
    """The table of the active rules and the version that labels and table are cached under."""

    version: Version
    synonyms: SynonymTable


_lock = threading.Lock()
_cached: Vocabulary | None = None


def current_version() -> Version:
    """Changes announced by `vocabulary_changed`, number of rules and newest change of one, number of sectors, stamp of the territories. One query."""
    rules = SynonymRule.objects.order_by().annotate(all=Value(1)).values("all")
    sectors = Sector.objects.order_by().annotate(all=Value(1)).values("all")
    row = Counter.objects.filter(name=NAME).values_list(
        "value", Subquery(rules.annotate(n=Count("pk")).values("n")), Subquery(rules.annotate(at=Max("updated_at")).values("at")),
        Subquery(sectors.annotate(n=Count("pk")).values("n")), Subquery(ReferenceStamp.objects.values("token")[:1]),
    ).first()
    return row or (0, None, None, None, None)


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
