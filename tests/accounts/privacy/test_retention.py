"""What is over its term goes once a day; a report stays."""
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.actions.run_retention import run_retention
from accounts.actions.set_term import BadTerm, UnknownRule, set_term
from accounts.models import Invitation, ReadLog, RetentionRun
from accounts.reading import note_reads
from accounts.retention import CHUNK, RETENTION, RuleTwice, delete_rows, retention_rule, terms
from accounts.roles import Role
from accounts.terms import daily_round
from ops.clock import DUTIES
from tests.people import someone

AT = timezone.now()


def line(run: RetentionRun, code: str) -> dict:
    return next(row for row in run.lines if row["code"] == code)


def invite(days: int, number: int = 0, **fields) -> Invitation:
    return Invitation.objects.create(email=f"guest{days}-{number}@people.invalid", token_hash=f"{days}-{number}", sent_at=AT - timedelta(days=days), **fields)


def test_round_deletes_what_is_over_and_reports(db):
    for days in (29, 31, 40):
        invite(days)
    invite(90, accepted_at=AT)
    run = run_retention(AT)
    assert {key: line(run, "accounts.invitations")[key] for key in ("days", "counted", "deleted", "oldest", "error")} == {
        "days": 30, "counted": 2, "deleted": 2, "oldest": None, "error": "",
    }
    assert Invitation.objects.count() == 2
    assert [row["code"] for row in run.lines] == sorted(RETENTION)


def test_dry_round_only_counts(db, officer):
    oldest = invite(40)
    run = run_retention(AT, by=officer, dry=True)
    assert (line(run, "accounts.invitations")["counted"], line(run, "accounts.invitations")["deleted"]) == (1, None)
    assert line(run, "accounts.invitations")["oldest"] == oldest.sent_at.isoformat()
    assert Invitation.objects.count() == 1


def test_round_goes_in_chunks(db, django_assert_max_num_queries):
    for number in range(CHUNK + 5):
        invite(50, number)
    assert line(run_retention(AT), "accounts.invitations")["deleted"] == CHUNK + 5


def test_read_log_goes_after_its_term_through_the_trigger(db, officer, person):
    for days in (1094, 1096):
        note_reads(officer, [str(person.public_id)], "contacts", AT - timedelta(days=days))
    assert line(run_retention(AT), "accounts.read_log")["deleted"] == 1
    assert ReadLog.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.VISITOR, Role.DATA_PROTECTION_OFFICER)])
def test_round_and_terms_are_the_officers(db, role):
    with pytest.raises(PermissionDenied):
        run_retention(AT, by=someone(role))
    with pytest.raises(PermissionDenied):
        set_term("accounts.invitations", 60, someone(role), AT)


@pytest.mark.parametrize(("days", "taken"), [(13, False), (14, True), (36_500, True), (36_501, False)])
def test_term_is_kept_within_its_limits(officer, days, taken):
    if taken:
        set_term("accounts.invitations", days, officer, AT)
        assert terms()["accounts.invitations"] == days
    else:
        with pytest.raises(BadTerm):
            set_term("accounts.invitations", days, officer, AT)


@pytest.mark.parametrize("code", ["nothing", "ops.outbox"])
def test_term_of_a_rule_that_is_not_ours_is_refused(officer, code):
    with pytest.raises(UnknownRule):
        set_term(code, 30, officer, AT)


def test_rule_that_fails_does_not_stop_the_others(db, monkeypatch):
    invite(40)
    bad = RETENTION["accounts.erasures"]
    monkeypatch.setitem(RETENTION, "accounts.erasures", bad.__class__(**{**bad.__dict__, "find": lambda before: 1 / 0}))
    run = run_retention(AT)
    assert (line(run, "accounts.erasures")["error"], line(run, "accounts.invitations")["deleted"]) == ("ZeroDivisionError", 1)
    assert run.done_at is not None


def test_rule_twice_is_refused():
    with pytest.raises(RuleTwice):
        retention_rule("accounts.exports", "", 1, lambda before: ReadLog.objects.none(), delete_rows)


def test_round_is_a_daily_duty(db):
    assert DUTIES["accounts.retention"].every == timedelta(days=1)
    daily_round(AT)
    assert RetentionRun.objects.get().by is None
