"""Makes the calls of the table's rows and tells which answers were not expected."""
from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db import transaction

from tests.policy.calling import Answered, Caller, masked
from tests.policy.grammar import METHODS, OWNER, PLAIN, READERS, RELATIONS, UNKNOWN, VISITOR, Row
from tests.policy.walk import Route

ABSENT = dict.fromkeys(("public_id", "post_id", "kept_id", "gone_id", "batch"), uuid.UUID("6ba7b810-9dad-41d1-80b4-00c04fd430c8"))
ABSENT_NUMBER = 987_654_321
SHARED = ("any", "live", "draft", "withdrawn", "closed")  # objects that nobody owns are made once
SAMPLE = (VISITOR, PLAIN, "content_editor", "administrator")  # who tries the methods that a view takes from nobody


class Call(NamedTuple):
    """What was asked."""

    route: str
    reader: str
    relation: str
    method: str


@dataclass
class Book:
    """What came of all calls."""

    calls: int = 0
    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    writes: dict[str, set[str]] = field(default_factory=dict)

    def note(self, call: Call, answered: Answered, expected: tuple[int | str, ...]) -> None:
        """Count it; keep what is wrong."""
        self.calls += 1
        if answered.answer not in expected:
            self.wrong.append(f"{call.method} {call.route} as {call.reader} ({call.relation or 'no object'}): {answered.answer}, not {expected}")
        if call.method in ("GET", "HEAD") and answered.writes:
            self.writes.setdefault(call.route, set()).update(answered.writes)


def run(rows: Iterable[Row], routes: Mapping[str, Route], caller: Caller, readers: Iterable[str] = READERS, methods: Iterable[str] = METHODS) -> Book:
    """Every reader × relation × method of these rows; what a row's objects left is taken back after it."""
    book = Book()
    for row in rows:
        with transaction.atomic():
            run_row(book, row, routes[row.route], caller, tuple(readers), tuple(methods))
            transaction.set_rollback(True)
    return book


def run_row(book: Book, row: Row, route: Route, caller: Caller, readers: tuple[str, ...], methods: tuple[str, ...]) -> None:
    """All calls of one row."""
    kept: dict[tuple[str, int], Mapping[str, Any]] = {}
    for reader in readers:
        cache.clear()  # limits of the doors count from nothing
        forbidden: dict[str, bytes] = {}
        made = {relation: arguments(row, relation, reader, caller, kept) for relation in relations(row, reader)}
        for relation, given in made.items():
            path = address(row, route, given)
            rest = reader in SAMPLE and relation == relations(row, reader)[-1]
            for method in [name for name in methods if rest or name in row.rights]:
                answered = caller.call(reader, method, path, **sent(row, method))
                book.note(Call(row.route, reader, relation, method), answered, row.expected(method, reader, relation))
                if answered.answer == 404 and method == "GET":
                    forbidden[path] = masked(answered.content)
        compare_absent(book, row, route, caller, reader, forbidden)


def relations(row: Row, reader: str) -> list[str]:
    """Those that this reader can stand in; an unknown reader owns nothing."""
    names = list(row.objects) or [""]
    return [name for name in names if reader not in UNKNOWN or name != OWNER] or names[-1:]


def arguments(row: Row, relation: str, reader: str, caller: Caller, kept: dict[tuple[str, int], Mapping[str, Any]]) -> Mapping[str, Any]:
    """The arguments of the object; made once per owner."""
    if not relation:
        return {}
    owner = caller.readers.owner(reader, relation)
    key = ("whose" if relation in RELATIONS else relation, 0 if relation in SHARED else owner.pk)
    if key not in kept:
        kept[key] = row.objects[relation](owner)
    return kept[key]


def address(row: Row, route: Route, given: Mapping[str, Any]) -> str:
    """The path of the route with these arguments."""
    return row.url.format(**given) if row.url else route.address(given)


def sent(row: Row, method: str) -> dict[str, Any]:
    """Fields of a POST."""
    return {"data": dict(row.data), "HTTP_ORIGIN": "http://testserver"} if method == "POST" else {}


def compare_absent(book: Book, row: Row, route: Route, caller: Caller, reader: str, forbidden: Mapping[str, bytes]) -> None:
    """What a reader may not see looks like what is not there."""
    if not forbidden or not row.objects:
        return
    given = {name: absent(row, name) for name in re.findall(r"\{(\w+)\}" if row.url else r"<(?:\w+:)?(\w+)>", row.url or route.pattern)}
    if not given:
        return
    path = address(row, route, given)
    nothing = caller.call(reader, "GET", path)
    book.calls += 1
    if nothing.answer != 404 or any(masked(nothing.content).replace(path.encode(), b"PATH") != body.replace(at.encode(), b"PATH")
                                    for at, body in forbidden.items()):
        book.told.append(f"{row.route} as {reader}: absent ({nothing.answer}) and forbidden differ")


def absent(row: Row, name: str) -> Any:
    """A value that stands for nothing."""
    if row.absent is not None and name in row.absent:
        return row.absent[name]
    return ABSENT.get(name, "no-such" if name in ("slug", "region", "code", "name", "section", "token", "key") else ABSENT_NUMBER)


def listing(routes: Iterable[Route]) -> Iterator[str]:
    """Patterns outside the Wagtail admin."""
    for route in routes:
        if not route.pattern.lstrip("^").startswith("admin/"):
            yield route.pattern
