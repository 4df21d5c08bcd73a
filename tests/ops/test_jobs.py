"""Long work: progress, failure, the wish to stop, a runner that dies."""
from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.roles import STAFF_ROLES, Role
from ops import jobs
from ops.jobs import JobFailed, cancel_job, job_kind, job_view, start_job
from ops.letters import retry_letters
from ops.models import Job, OutboxRow
from ops.outbox import ATTEMPTS, Later, drain, drain_once, lease
from ops.stopping import STOP
from tests.people import someone


@pytest.fixture(autouse=True)
def own_works(monkeypatch):
    """No work but the test's."""
    monkeypatch.setattr(jobs, "WORKS", {})


@pytest.fixture
def owner(db):
    return someone(Role.CONTENT_EDITOR)


def state() -> tuple:
    job = Job.objects.get()
    return job.state, job.done, job.failed


def test_job_runs_to_its_result(owner):
    @job_kind("count")
    def count(job, progress):
        progress.total(job.arguments["rows"])
        for _ in range(4):
            progress.step(done=1)
        progress.step(failed=1)
        return {"counted": 5}

    job = start_job("count", "Счёт", owner, {"rows": 5})
    assert (state(), drain()) == (("queued", 0, 0), 1)
    view = job_view(job.public_id, owner)
    assert (view.state, view.total, view.done, view.failed, view.percent, view.open, view.result) == ("done", 5, 4, 1, 100, False, {"counted": 5})
    assert view.created_at <= view.started_at <= view.finished_at


def test_job_of_a_roll_back_never_was(owner):
    job_kind("k")(lambda job, progress: {})
    with pytest.raises(RuntimeError), transaction.atomic():
        start_job("k", "t", owner)
        raise RuntimeError
    assert (Job.objects.count(), drain()) == (0, 0)


def test_start_of_unknown_kind_is_a_mistake_of_the_caller(owner):
    with pytest.raises(KeyError):
        start_job("absent", "t", owner)


def test_at_sets_the_counts_of_a_resumed_job(owner):
    job_kind("k")(lambda job, progress: progress.at(7, 2) or {})
    start_job("k", "t", owner)
    drain()
    assert state() == ("done", 7, 2)


def test_failure_of_the_work_is_told_to_its_owner(owner):
    @job_kind("k")
    def refuse(job, progress):
        raise JobFailed("В файле нет столбца «Код».")

    job = start_job("k", "t", owner)
    assert drain() == 1
    view = job_view(job.public_id, owner)
    assert (view.state, view.failure) == ("failed", "В файле нет столбца «Код».")


def test_unforeseen_failure_is_logged_and_shown_without_its_inside(owner, caplog):
    @job_kind("k")
    def broken(job, progress):
        raise RuntimeError("secret inside")

    job = start_job("k", "t", owner)
    assert drain() == 1
    assert "secret inside" in caplog.text
    view = job_view(job.public_id, owner)
    assert (view.state, view.failure) == ("failed", "Внутри что-то сломалось; причина записана в журнал. Попробуйте ещё раз, а если не выйдет — напишите нам.")
    assert Job.objects.get().error == "RuntimeError('secret inside')"


def test_kind_that_is_gone_fails_with_a_text(owner):
    job_kind("k")(lambda job, progress: {})
    job = start_job("k", "t", owner)
    jobs.WORKS.clear()
    drain()
    assert job_view(job.public_id, owner).failure == "Такая работа больше не выполняется. Запустите её заново с её страницы."


def test_job_whose_row_is_gone_is_settled(owner):
    job_kind("k")(lambda job, progress: {})
    start_job("k", "t", owner)
    Job.objects.all().delete()
    assert drain() == 1


def test_cancel_of_a_waiting_job_stops_it_at_once(owner):
    ran = []
    job_kind("k")(lambda job, progress: ran.append(1) or {})
    job = start_job("k", "t", owner)
    assert cancel_job(job, owner) is True
    assert (state(), drain(), ran) == (("cancelled", 0, 0), 1, [])
    assert Job.objects.get().finished_at is not None


def test_cancel_of_a_running_job_stops_it_at_its_next_step(owner):
    @job_kind("k")
    def work(job, progress):
        progress.step(done=1)
        assert cancel_job(job, owner) is True
        progress.step(done=1)
        raise AssertionError("not reached")

    start_job("k", "t", owner)
    assert (drain(), state()) == (1, ("cancelled", 2, 0))


@pytest.mark.parametrize("ended", [Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED])
def test_cancel_of_an_ended_job_changes_nothing(owner, ended):
    job = Job.objects.create(kind="k", title="t", by=owner, state=ended)
    assert cancel_job(job, owner) is False
    assert (state()[0], Job.objects.get().cancel_asked) == (ended, False)


def test_cancel_by_a_stranger_is_refused(owner):
    job = Job.objects.create(kind="k", title="t", by=owner)
    with pytest.raises(PermissionDenied):
        cancel_job(job, someone(Role.MUNICIPAL_USER))
    assert cancel_job(job, None) is True


@pytest.mark.parametrize("ended", [Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED])
def test_ended_job_is_not_run_again(owner, ended):
    ran = []
    job_kind("k")(lambda job, progress: ran.append(1) or {})
    start_job("k", "t", owner)
    Job.objects.update(state=ended)
    assert (drain(), ran, state()[0]) == (1, [], ended)


def test_job_of_a_runner_that_died_is_run_again(owner, settings):
    settings.OUTBOX_LEASE_SECONDS = 30
    starts = []
    job_kind("k")(lambda job, progress: starts.append(job.started_at) or {"from": job.done})
    start_job("k", "t", owner)
    lease()  # by a runner that dies in the middle
    began = timezone.now()
    Job.objects.update(state=Job.State.RUNNING, done=40, started_at=began)
    assert drain() == 0
    with time_machine.travel(began + timedelta(seconds=31)):
        assert drain() == 1
    job = Job.objects.get()
    assert (job.state, job.result, job.started_at, starts) == ("done", {"from": 40}, began, [began])


def test_job_that_goes_on_is_never_buried_however_often_its_runner_dies(owner, settings):
    settings.OUTBOX_LEASE_SECONDS = 30
    runs = []

    @job_kind("k")
    def work(job, progress):
        runs.append(job.done)
        progress.step(done=1)
        if len(runs) < 20:
            raise KeyboardInterrupt  # nothing of ours may catch it: as good as a kill
        return {}

    start_job("k", "t", owner)
    now = timezone.now()
    for minute in range(20):
        with time_machine.travel(now + timedelta(minutes=minute)):
            try:
                drain_once()
            except KeyboardInterrupt:
                continue
    assert (state(), len(runs)) == (("done", 20, 0), 20)


def test_runner_that_ends_gives_the_job_back_at_once(owner):
    @job_kind("k")
    def work(job, progress):
        progress.step(done=1)
        return {}

    start_job("k", "t", owner)
    STOP.set()
    try:
        assert drain() == 0
    finally:
        STOP.clear()
    row = OutboxRow.objects.get()
    assert (state(), row.lease, row.attempts) == (("running", 1, 0), "", 0)
    assert (drain(), state()) == (1, ("done", 2, 0))


def test_later_of_the_work_waits(owner):
    @job_kind("k")
    def work(job, progress):
        raise Later("the index is locked")

    start_job("k", "t", owner)
    assert (drain(), state()[0], OutboxRow.objects.get().attempts) == (0, "running", 0)


@pytest.mark.parametrize("steps", [0, 1])
def test_overtaken_runner_writes_nothing_over_the_others_end(owner, steps):
    @job_kind("k")
    def work(job, progress):
        OutboxRow.objects.update(lease="another")
        Job.objects.update(state=Job.State.DONE, result={"by": "another"}, done=3)
        for _ in range(steps):
            progress.step(done=1)
        return {"by": "the slow one"}

    start_job("k", "t", owner)
    assert drain() == 0
    assert (state(), Job.objects.get().result) == (("done", 3, 0), {"by": "another"})


def test_view_is_for_owner_and_staff(owner):
    job = Job.objects.create(kind="k", title="t", by=owner)
    can = {role for role in Role if job_view(job.public_id, someone(role, email=f"other-{role}@people.invalid") if role != Role.VISITOR else AnonymousUser())}
    assert can == set(STAFF_ROLES)
    assert job_view(job.public_id, owner).title == "t"
    assert job_view(uuid.uuid4(), owner) is None
    assert job_view("not an address", owner) is None


def test_view_of_ones_own_job_costs_one_query(owner, django_assert_num_queries):
    job = Job.objects.create(kind="k", title="t", by=owner)
    with django_assert_num_queries(1):
        job_view(job.public_id, owner)


@pytest.mark.parametrize(("total", "done", "failed", "percent"), [(0, 0, 0, None), (3, 0, 0, 0), (3, 1, 1, 66), (3, 2, 1, 100), (3, 5, 0, 100)])
def test_percent_is_unknown_without_a_total(owner, total, done, failed, percent):
    job = Job.objects.create(kind="k", title="t", by=owner, total=total, done=done, failed=failed)
    assert job_view(job.public_id, owner).percent == percent


def die_often(now, times=ATTEMPTS + 1):
    """A runner that is killed at its work before any step, minute by minute."""
    for minute in range(times):
        with time_machine.travel(now + timedelta(minutes=minute)):
            try:
                drain_once()
            except KeyboardInterrupt:
                continue


@pytest.fixture
def deadly(settings):
    """A kind of work that kills its runner while the list is not empty."""
    settings.OUTBOX_LEASE_SECONDS = 30
    kills = [KeyboardInterrupt]

    @job_kind("k")
    def work(job, progress):
        for kill in kills:
            raise kill
        return {"went": "well"}

    return kills


def test_job_whose_runner_dies_again_and_again_fails(owner, deadly):
    job, now = start_job("k", "t", owner), timezone.now()
    die_often(now, ATTEMPTS)
    assert state()[0] == "running"  # the control: not yet buried
    die_often(now + timedelta(hours=1), 1)
    job.refresh_from_db()
    view = job_view(job.public_id, owner)
    assert (job.state, job.error, job.finished_at is None) == ("failed", "the runner died at it 8 times", False)
    assert (view.open, view.failure) == (False, "Внутри что-то сломалось; причина записана в журнал. Попробуйте ещё раз, а если не выйдет — напишите нам.")


def test_retry_opens_the_job_again_and_it_runs_to_its_end(owner, deadly):
    start_job("k", "t", owner)
    die_often(timezone.now())
    deadly.clear()
    assert (retry_letters(), state()[0], Job.objects.get().finished_at) == (1, "running", None)
    drain()
    job = Job.objects.get()
    assert (job.state, job.error, job.result) == ("done", "", {"went": "well"})


@pytest.mark.parametrize(("ended", "result"), [("cancelled", {}), ("done", {"buried": True}), ("failed", {}), ("failed", {"unexpected": True})])
def test_retry_leaves_a_job_that_ended_otherwise(owner, deadly, ended, result):
    start_job("k", "t", owner)
    die_often(timezone.now())
    Job.objects.update(state=ended, result=result)
    assert (retry_letters(), state()[0]) == (1, ended)


def test_retry_of_a_job_that_never_began_lets_it_wait(owner, deadly):
    start_job("k", "t", owner)
    OutboxRow.objects.update(attempts=ATTEMPTS)
    drain()
    assert state()[0] == "failed"
    retry_letters()
    assert state()[0] == "queued"
