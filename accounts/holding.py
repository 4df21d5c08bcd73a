"""The usual way a room answers for its tables: which rows are about a user, what of them is handed out, what an erasure does."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from accounts.models import User
from accounts.personal import Erased, Section, holds

Wipe = Callable[["QuerySet[Any]", User], int]
Find = Callable[[User], Q]


@dataclass(frozen=True)
class Table:
    """Rows about a user: where they are found, their title and fields in an export, and what an erasure does to them.

    `path` is a lookup that names the user ("user"), or a function that gives the condition. Without `title` the table is not handed out
    (its rows say nothing that others do not). An erasure deletes the rows, unless `wipe` empties them (it returns how many) or `kept`
    says by which reason they stay: for most, because they name nobody once the user's own row is empty.
    """

    model: str
    path: str | Find
    title: str | Promise = ""
    fields: Sequence[str] = ()
    kept: str | Promise = ""
    wipe: Wipe | None = None

    def rows(self, user: User) -> QuerySet[Any]:
        """The user's rows."""
        model: type[Model] = apps.get_model(self.model)
        condition = self.path(user) if callable(self.path) else Q(**{self.path: user})
        return model._default_manager.filter(condition)

    def section(self, user: User) -> Section:
        """Their part of an export, headed by the names of the columns."""
        rows = self.rows(user).order_by("pk").values(*self.fields)
        return Section(str(self.title), [{name: plain(value) for name, value in row.items()} for row in rows.iterator(chunk_size=500)])

    def erase(self, user: User, done: Erased) -> None:
        """Count what is done into `done`."""
        rows = self.rows(user)
        if self.wipe is not None:
            add(done.anonymised, self.model, self.wipe(rows, user))
        elif not self.kept:
            add(done.deleted, self.model, int(rows.delete()[1].get(self.model, 0)))
        if self.kept and rows.exists():
            done.kept[self.model] = str(self.kept)


def add(counts: dict[str, int], label: str, number: int) -> None:
    """A table may stand in the list twice; nothing is no entry."""
    if number:
        counts[label] = counts.get(label, 0) + number


def plain(value: Any) -> Any:
    """A value as JSON has it; moments and dates as ISO text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def empties(**values: Any) -> Wipe:
    """A `wipe` that writes these values over the rows that differ from them."""

    def wipe(rows: QuerySet[Any], user: User) -> int:
        same = Q(**{name: value for name, value in values.items() if value is not None})
        for name, value in values.items():
            if value is None:
                same &= Q(**{f"{name}__isnull": True})
        return int(rows.exclude(same).update(**values))

    return wipe


def hold_tables(room: str, tables: Iterable[Table], further: Iterable[str] = ()) -> None:
    """Register a room whose tables are told like this; `further` are labels of tables that go along with one of them. Raises HolderTwice."""
    own = tuple(tables)

    def collect(user: User) -> Iterable[Section]:
        """Each table with something in it."""
        found = (table.section(user) for table in own if table.title)
        return [section for section in found if section.rows]

    def erase(user: User, at: datetime) -> Erased:
        """Each table in turn."""
        done = Erased()
        for table in own:
            table.erase(user, done)
        return done

    holds(room, [*(table.model for table in own), *further], collect, erase)
