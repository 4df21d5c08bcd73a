"""The table of routes against the product."""
import os
from collections import Counter

import pytest

from tests.policy.routes import ROWS
from tests.policy.running import listing, run
from tests.policy.walk import routes

ROUTES = {route.pattern: route for route in reversed(list(routes()))}


@pytest.fixture(scope="module")
def book(caller):
    """All calls of the table."""
    book = run([row for row in ROWS if os.environ.get("SCHOOL_POLICY_ROUTES", "") in row.route], ROUTES, caller)
    print(f"\npolicy: {len(ROWS)} rows, {book.calls:,} calls, {len(book.wrong)} unexpected")
    return book


def test_every_route_stands_in_the_table():
    known = {row.route for row in ROWS}
    missing = [pattern for pattern in dict.fromkeys(listing(routes())) if pattern not in known]
    assert not missing, "add rows for\n" + "\n".join(missing)


def test_no_row_is_without_a_route():
    gone = [row.route for row in ROWS if row.route not in ROUTES]
    assert not gone, "take out the rows of\n" + "\n".join(gone)


def test_no_route_stands_in_two_rows():
    assert {route: count for route, count in Counter(row.route for row in ROWS).items() if count > 1} == {}


def test_every_call_is_answered_as_the_table_says(book):
    assert not book.wrong, "\n".join(book.wrong)


def test_absent_and_forbidden_answer_alike(book):
    assert not book.told, "\n".join(book.told)


MAY_WRITE_ON_GET = {
    "django_session": "a session notes once a minute that it lives, and the last answer of a form",
    "ops_formkey": "a form is given its key", "accounts_readlog": "who read whose data is written down", "accounts_notice": "a notice that was opened is read",
    "django_cache": "limits and kept parts of pages", "wagtailimages_rendition": "a picture is drawn when first asked for",
    "accounts_noticereader": "whose notices are opened for the first time",
    "search_savedsearch": "a saved search that was opened is looked at",
}


def test_get_and_head_change_nothing_but_what_is_allowed(book):
    wrong = {route: tables - MAY_WRITE_ON_GET.keys() for route, tables in book.writes.items()}
    assert {route: tables for route, tables in wrong.items() if tables} == {}
