"""What the data protection officer sees: the read log, an incident, requests, rounds of retention."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Erasure, ReadLog, RetentionRun, User
from accounts.policy import visible
from accounts.queries.personal_data import names_of, shown_what
from accounts.retention import RETENTION, terms
from components.paging import Link, Pages, links

PAGE = 50
MOST_FOUND = 20


@dataclass(frozen=True)
class Filters:
    """What the address asks for; days are whole days in the time of the site."""

    reader: UUID | None = None
    subject: UUID | None = None
    since: date | None = None
    until: date | None = None

    def rows(self) -> QuerySet[ReadLog]:
        """The log under these filters, newest first."""
        rows = ReadLog.objects.all()
        if self.reader is not None:
            rows = rows.filter(reader=self.reader)
        if self.subject is not None:
            rows = rows.filter(subject=self.subject)
        if self.since is not None:
            rows = rows.filter(at__gte=midnight(self.since))
        if self.until is not None and self.until < date.max:
            rows = rows.filter(at__lt=midnight(self.until + timedelta(days=1)))
        return rows

    def address(self, **other: Any) -> str:
        """`?reader=…`: this view with something changed; None leaves it out."""
        values = {"reader": self.reader, "subject": self.subject, "since": self.since, "until": self.until, **other}
        return "?" + urlencode({name: str(value) for name, value in values.items() if value is not None})


def erasures_waiting(reader: User) -> QuerySet[Erasure]:
    """Requests of people that this reader has to answer."""
    return visible(reader, Erasure).filter(state__in=[Erasure.State.ASKED, Erasure.State.APPROVED])


def midnight(day: date) -> datetime:
    """The beginning of a day in the time of the site."""
    return timezone.make_aware(datetime.combine(day, time()))


@dataclass(frozen=True)
class LogRow:
    """A line of the log with names; the ids lead to filters. No subject: a file about many people."""

    at: datetime
    reader: UUID
    reader_name: str
    subject: UUID | None
    subject_name: str
    what: str
    rows: int


def named(rows: list[ReadLog]) -> list[LogRow]:
    """Rows with names (a query for users, one per room that keeps people)."""
    names = names_of({row.reader for row in rows} | {row.subject for row in rows if row.subject})
    gone = _("somebody erased")
    return [
        LogRow(
            row.at, row.reader, names.get(row.reader, gone), row.subject, names.get(row.subject, gone) if row.subject else _("many people"),
            shown_what(row.what), row.rows,
        ) for row in rows
    ]


def log_page(filters: Filters, asked: str) -> Pages[LogRow]:
    """Fifty lines (two queries and those of the names)."""
    page = Paginator(filters.rows(), PAGE).get_page(asked)
    last = page.paginator.num_pages
    addresses: tuple[Link, ...] = links(page.number, last, lambda number: filters.address(page=number))
    return Pages(
        named(list(page.object_list)), page.number, last, page.paginator.count, page.start_index(), page.end_index(), addresses,
        filters.address(page=page.number - 1) if page.has_previous() else "", filters.address(page=page.number + 1) if page.has_next() else "",
    )


def all_rows(filters: Filters, chunk: int = 500) -> Iterator[LogRow]:
    """The whole log under these filters for a file, chunk by chunk."""
    rows = filters.rows()
    last: tuple[datetime, int] | None = None
    while True:
        later = rows if last is None else rows.filter(Q(at__lt=last[0]) | Q(at=last[0], pk__lt=last[1]))
        part = list(later[:chunk])
        if not part:
            return
        yield from named(part)
        last = (part[-1].at, part[-1].pk)


def readers() -> list[tuple[UUID, str]]:
    """Everybody who ever read somebody's data, by name (a query, and those of the names)."""
    ids = set(ReadLog.objects.order_by().values_list("reader", flat=True).distinct())
    return sorted(names_of(ids).items(), key=lambda one: one[1].casefold())


@dataclass(frozen=True)
class Affected:
    """Somebody whose data were read by one account between two instants."""

    subject: UUID | None
    name: str
    times: int
    rows: int
    first: datetime
    last: datetime


def affected(reader: UUID, since: datetime, until: datetime) -> list[Affected]:
    """Everybody whose data this reader saw, both ends included, in one query over the log (and those of the names)."""
    rows = list(
        ReadLog.objects.filter(reader=reader, at__gte=since, at__lte=until).order_by().values("subject")
        .annotate(times=Count("pk"), total=Sum("rows"), first=Min("at"), last=Max("at"))
    )
    names = names_of({row["subject"] for row in rows if row["subject"]})
    found = [
        Affected(
            row["subject"], names.get(row["subject"], _("somebody erased")) if row["subject"] else _("many people"),
            row["times"], row["total"], row["first"], row["last"],
        ) for row in rows
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), str(one.subject)))


def find_subjects(text: str) -> list[tuple[UUID, str]]:
    """Users by a whole address or a part of the name, at most twenty (one query)."""
    words = text.strip()
    if len(words) < 2:
        return []
    found = User.objects.filter(Q(email__iexact=words) | Q(name__contains=words) | Q(name__contains=words.title())).order_by("name", "email")
    return [(user.public_id, f"{user.get_full_name()} · {user.email}") for user in found[:MOST_FOUND]]


@dataclass(frozen=True)
class RuleRow:
    """A rule with its term and what the last rounds said of it."""

    code: str
    title: str
    days: int
    shortest: int
    may_change: bool
    usual: int


def rule_rows() -> list[RuleRow]:
    """All rules by title (one query)."""
    days = terms()
    rows = [RuleRow(rule.code, str(rule.title), days[code], rule.shortest, rule.delete is not None, rule.days) for code, rule in RETENTION.items()]
    return sorted(rows, key=lambda row: row.title)


@dataclass(frozen=True)
class RunRow:
    """A round as its report shows it."""

    run: RetentionRun
    deleted: int
    counted: int
    failed: int
    lines: list[dict[str, Any]]


def run_rows(limit: int = 10) -> list[RunRow]:
    """The last rounds (one query)."""
    return [
        RunRow(
            run, sum(line["deleted"] or 0 for line in run.lines), sum(line["counted"] or 0 for line in run.lines),
            sum(1 for line in run.lines if line["error"]), [told(line) for line in run.lines],
        ) for run in RetentionRun.objects.select_related("by")[:limit]
    ]


def told(line: dict[str, Any]) -> dict[str, Any]:
    """A line of a report with title and moment."""
    rule = RETENTION.get(line["code"])
    return {**line, "title": str(rule.title) if rule else line["code"], "oldest": datetime.fromisoformat(line["oldest"]) if line["oldest"] else None}
