"""The table can fail: a missing route, a wrong right and a telling answer are found."""
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.urls import path

from accounts.policy import RULES, SCOPES
from accounts.roles import Role
from ops.models import Job
from tests.policy.routes import ROWS
from tests.policy.running import listing, run
from tests.policy.walk import Route, routes

ROUTES = {route.pattern: route for route in reversed(list(routes()))}
BY_ROUTE = {row.route: row for row in ROWS}
FEW = ("visitor", "no role", "curator", "administrator")


def test_a_new_route_is_missing_from_the_table():
    planted = [path("desk/secrets/", HttpResponse, name="planted")]
    assert [pattern for pattern in listing(routes(planted)) if pattern not in BY_ROUTE] == ["desk/secrets/"]


def test_a_rule_that_lets_everybody_in_is_found(caller, monkeypatch):
    monkeypatch.setitem(RULES, (Job, "view"), lambda user, job: True)
    monkeypatch.setitem(SCOPES, Job, lambda user: Job.objects.all())
    book = run([BY_ROUTE["desk/jobs/<uuid:public_id>/"]], ROUTES, caller, FEW, ("GET",))
    assert sorted(line.split(": ")[0].split(" as ")[1] for line in book.wrong) == sorted(
        f"{reader} ({relation})" for reader in ("no role", "curator") for relation in ("colleague", "stranger")
    )


def test_a_rule_that_shuts_the_owner_out_is_found(caller, monkeypatch):
    monkeypatch.setitem(RULES, (Job, "view"), lambda user, job: user.has_role(Role.ADMINISTRATOR))
    book = run([BY_ROUTE["desk/jobs/<uuid:public_id>/"]], ROUTES, caller, ("curator",), ("GET",))
    assert len(book.wrong) == 1


def test_a_wrong_expectation_is_found(caller):
    row = replace(BY_ROUTE["desk/dead-letters/"], rights={"GET": {frozenset({"curator"}): 200}})
    book = run([row], ROUTES, caller, FEW, ("GET",))
    assert len(book.wrong) == 2  # the curator is shut out, the administrator let in


@pytest.mark.parametrize("answers, found", [((b"gone", b"gone"), 0), ((b"not yours", b"gone"), 1)])
def test_an_answer_that_tells_forbidden_from_absent_is_found(caller, monkeypatch, answers, found):
    row = BY_ROUTE["desk/jobs/<uuid:public_id>/"]
    real = caller.call

    def call(reader, method, where, **sent):
        answered = real(reader, method, where, **sent)
        answered.content = answers["6ba7b810" in where] if answered.answer == 404 else answered.content
        return answered

    monkeypatch.setattr(caller, "call", call)
    assert len(run([row], ROUTES, caller, ("curator",), ("GET",)).told) == found


def test_every_route_of_the_walk_has_a_view():
    assert all(isinstance(route, Route) and callable(route.view) for route in routes())
