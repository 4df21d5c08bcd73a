"""Health: alive without the database, ready with everything."""
from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ops import health
from ops.health import LONGEST_LAG, QUESTIONS, NotReady, check
from ops.models import OutboxRow


@pytest.fixture(autouse=True)
def own_questions(monkeypatch):
    """Only those of `ops`, and a process that has not yet asked for migrations."""
    monkeypatch.setattr(health, "QUESTIONS", {})
    monkeypatch.setattr(health, "MIGRATED", set())


def row(**fields):
    return OutboxRow.objects.create(**{"event": "e", "handler": "h", "key": "k", "due_at": timezone.now(), **fields})


def test_addresses_have_no_language():
    assert (reverse("ops:livez"), reverse("ops:readyz")) == ("/livez", "/readyz")


def test_livez_answers_without_the_database(client):
    answer = client.get("/livez")  # pytest-django raises on any access
    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert "no-store" in answer["Cache-Control"]


def test_readyz_says_yes_with_numbers(client, db):
    answer = client.get("/readyz")
    checks = answer.json()["checks"]
    assert checks.pop("disk")["free_mb"] > 0
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert checks == {"database": {"ok": True}, "migrations": {"ok": True}, "outbox": {"ok": True, "lag_seconds": 0, "oldest_job_seconds": 0, "dead": 0}}


def test_readyz_costs_three_queries_at_one_row_and_at_a_hundred(client, db, django_assert_num_queries):
    client.get("/readyz")
    for rows in (1, 99):
        for _ in range(rows):
            row()
        with django_assert_num_queries(3):
            client.get("/readyz")


def test_readyz_without_a_database_says_so_and_nothing_else(client, committing_db):
    connection.close()
    connection.settings_dict["NAME"] = "/absent/secret-name"
    answer = client.get("/readyz")
    checks = answer.json()["checks"]
    assert answer.status_code == 503
    assert set(checks) == {"database", "disk"}
    assert checks["database"] == {"ok": False, "reason": "the database does not answer"}


def test_readyz_with_a_missing_migration(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'ops'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"]["ok"] is False


@pytest.mark.parametrize(("more", "code"), [(-2, 200), (2, 503)])
def test_readyz_lag_at_its_limit(client, db, more, code):
    row(due_at=timezone.now() - LONGEST_LAG - timedelta(seconds=more))
    row(due_at=timezone.now() + timedelta(hours=3))
    assert client.get("/readyz").status_code == code


def test_readyz_tells_of_a_job_that_waits_long_and_stays_ready(client, db):
    row(event="job", due_at=timezone.now() - timedelta(hours=2))
    row(due_at=timezone.now() - timedelta(seconds=30))
    row(event="job", due_at=timezone.now() - timedelta(hours=5), leased_until=timezone.now() + timedelta(minutes=1))
    answer = client.get("/readyz")
    said = answer.json()["checks"]["outbox"]
    assert (answer.status_code, said["oldest_job_seconds"] // 60, said["lag_seconds"] // 10) == (200, 120, 3)


def test_readyz_counts_dead_letters_and_stays_ready(client, db):
    row(dead_at=timezone.now(), due_at=timezone.now() - timedelta(days=1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["outbox"]["dead"]) == (200, 1)


def test_readyz_on_a_full_disk(client, db, settings):
    settings.FREE_SPACE_FLOOR = 10**18
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["disk"]) == (503, {"ok": False, "reason": "the disk is full"})


def test_room_adds_its_question(client, db, monkeypatch):
    monkeypatch.setattr(health, "QUESTIONS", {"index": lambda: {"documents": 157}})
    assert client.get("/readyz").json()["checks"]["index"] == {"ok": True, "documents": 157}


def refuses():
    raise NotReady("the index is empty")


def breaks():
    raise RuntimeError("http://user:secret@host")


@pytest.mark.parametrize(("question", "reason"), [(refuses, "the index is empty"), (breaks, "RuntimeError")])
def test_room_says_no(client, db, monkeypatch, question, reason):
    monkeypatch.setattr(health, "QUESTIONS", {"index": question})
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["index"]) == (503, {"ok": False, "reason": reason})


def test_check_registers():
    check("mine")(refuses)
    assert health.QUESTIONS["mine"] is refuses
    assert "mine" not in QUESTIONS
