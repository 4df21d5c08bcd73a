"""Wagtail's admin: every route as every role; the golden listing tells of new ones and of changed answers."""
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache

from tests.policy.calling import Caller
from tests.policy.grammar import BACK_OFFICE, READERS, SIGN_IN, VISITOR
from tests.policy.objects import admin_arguments
from tests.policy.rooms.admin import GROUPS
from tests.policy.running import SAMPLE
from tests.policy.walk import Route, routes

GOLDEN = Path(__file__).parent / "admin_routes.txt"
ENTER = tuple(sorted(BACK_OFFICE))
HOME = "/admin/"
SHUT = (SIGN_IN, "home", 404, 405)


def admin_routes() -> Iterator[Route]:
    """Those that can be asked for; a regular expression is named with its pattern only."""
    seen = set()
    for route in routes():
        if route.pattern.startswith("admin/") and route.pattern not in seen:
            seen.add(route.pattern)
            yield route


def answers(caller: Caller, route: Route, arguments, reader: str) -> tuple:
    """By GET and, as the back office and a sample of the others, by POST."""
    out = []
    for method in ("GET", "POST") if reader in BACK_OFFICE or reader in SAMPLE else ("GET",):
        cache.clear()
        answered = caller.call(reader, method, route.address(arguments(route)), data={} if method == "POST" else None)
        out.append("home" if answered.status == 302 and answered.location == HOME else answered.answer)
    return tuple(out)


def askers(number: int) -> list[str]:
    """The back office and the sample ask for every route; the others, who are all turned away at the same door, take turns by three."""
    others = [reader for reader in READERS if reader not in BACK_OFFICE and reader not in SAMPLE]
    return [reader for reader in READERS if reader not in others or others.index(reader) % 3 == number % 3]


@pytest.fixture(scope="module")
def found(caller):
    """(pattern → reader → answers) of all routes."""
    arguments = admin_arguments(caller.readers.users["administrator"])
    asked = [route for route in admin_routes() if route.plain]
    found = {route.pattern: {reader: answers(caller, route, arguments, reader) for reader in askers(number)} for number, route in enumerate(asked)}
    print(f"\npolicy: admin {len(asked)} routes, {sum(len(got) for by in found.values() for got in by.values()):,} calls")
    return found


def group_of(pattern: str) -> frozenset[str]:
    """Who may be let in."""
    return next(who for prefix, who in GROUPS if pattern.startswith(prefix))


def test_nobody_is_let_in_who_stands_in_no_group(found):
    wrong = [(pattern, reader, got) for pattern, by in found.items() for reader, got in by.items()
             if reader not in group_of(pattern) and any(answer not in SHUT for answer in got)]
    assert not wrong, "\n".join(map(str, wrong))


def test_readers_without_the_back_office_see_the_sign_in_page_and_nothing_else(found):
    outside = [reader for reader in READERS if reader not in BACK_OFFICE]
    differing = [(pattern, reader) for pattern, by in found.items() for reader in outside if reader in by and by[reader] != by[VISITOR][:len(by[reader])]]
    assert differing == []


def lines(found) -> list[str]:
    """The golden listing: pattern, then GET/POST of each role that may enter."""
    asked = [f"{pattern}  " + "  ".join(f"{'/'.join(map(str, by[role]))}" for role in ENTER) for pattern, by in found.items()]
    return ["# pattern, then GET/POST as " + ", ".join(ENTER), *asked, *(f"{route.pattern}  (by expression)" for route in admin_routes() if not route.plain)]


def test_routes_and_answers_are_those_of_the_golden_listing(found):
    if os.environ.get("SCHOOL_GOLDEN") == "write":
        GOLDEN.write_text("\n".join(lines(found)) + "\n")
    assert lines(found) == GOLDEN.read_text().splitlines()
