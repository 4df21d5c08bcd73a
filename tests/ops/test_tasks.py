"""Celery's two tasks: short debts and jobs each in their lane."""
from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ops.jobs import WORKS, job_kind, start_job
from ops.models import Job, OutboxRow
from ops.outbox import SUBSCRIPTIONS, handles, owe
from ops.tasks import drain_outbox, run_jobs


@pytest.fixture
def owed(db, monkeypatch):
    """One short debt and one job."""
    monkeypatch.setattr("ops.clock.DUTIES", {})
    handles("tasks", "one")(lambda rows: None)
    job_kind("tasks")(lambda job, progress: {})
    owe("tasks", "1")
    yield start_job("tasks", "t", None)
    del SUBSCRIPTIONS["tasks", "one"], WORKS["tasks"]


def test_drain_leaves_jobs_to_the_other_task(owed):
    assert (drain_outbox(), Job.objects.get().state) == (1, "queued")
    assert (run_jobs(), Job.objects.get().state) == (1, "done")


def test_jobs_wait_while_one_runs_and_not_for_a_dead_one(owed):
    OutboxRow.objects.create(event="job", handler="run", key="0", due_at=timezone.now(), lease="x", leased_until=timezone.now() + timedelta(minutes=1))
    assert (run_jobs(), Job.objects.get().state) == (0, "queued")
    OutboxRow.objects.filter(key="0").update(leased_until=timezone.now() - timedelta(seconds=1))
    assert (run_jobs(), Job.objects.get().state) == (2, "done")
