"""What breaks off goes on; what is stopped is taken back; two runners do nothing twice."""
import threading

import pytest
from django.db import connection
from django.utils.timezone import now

from accounts.roles import Role
from ops.files import full_path
from ops.imports.apply import apply_batch, apply_row, start_apply
from ops.imports.cancel import stop_work
from ops.imports.check import check_batch
from ops.imports.jobs import run_apply
from ops.imports.kinds import kind_of
from ops.imports.publish import publish_batch
from ops.imports.steps import CHUNK, Silent
from ops.imports.take import take_file
from ops.imports.undo import take_all_back
from ops.jobs import Cancelled, Progress, cancel_job, run_job
from ops.models import ImportBatch, Job, OutboxRow, PrivateFile
from ops.outbox import drain_once
from portfolio.models import Practice
from tests.people import someone
from tests.portfolio.importing.tables import GOOD, checked, drained, places, states, upload

MANY = CHUNK * 2 + 10


class Crash(BaseException):
    """Like a kill: nobody catches it."""


class Breaks(Silent):
    """Steps that break off, or stop, after so many."""

    def __init__(self, after, error=Crash):
        self.left, self.error = after, error

    def step(self, done=0, failed=0):
        self.left -= 1
        if self.left == 0:
            raise self.error


def rows(count):
    return [{**GOOD, "Код": f"К{n:03}"} for n in range(count)]


@pytest.fixture
def editor(db):
    places()
    return someone(Role.CONTENT_EDITOR)


def test_standard_chunk_is_at_most_200():
    assert CHUNK <= 200


def test_apply_that_crashed_goes_on_where_it_stopped(editor):
    batch = checked(rows(MANY), editor)
    with pytest.raises(Crash):
        apply_batch(batch, editor, now(), Breaks(2))
    batch.refresh_from_db()
    assert Practice.objects.count() == CHUNK
    apply_batch(batch, editor, now(), Silent())
    batch.refresh_from_db()
    assert (Practice.objects.count(), batch.state, set(states(batch).values())) == (MANY, "applied", {"applied"})


def test_apply_that_is_stopped_takes_everything_back(editor):
    batch = checked(rows(MANY), editor)
    with pytest.raises(Cancelled):
        apply_batch(batch, editor, now(), Breaks(3, Cancelled))
    batch.refresh_from_db()
    assert (Practice.objects.count(), batch.state, batch.counts["is_undone"], batch.counts["is_waiting"]) == (0, "undone", CHUNK * 2, 10)


def test_wish_to_stop_reaches_the_running_job(editor):
    batch = checked(rows(CHUNK + 5), editor)
    job = start_apply(batch, editor, now())
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, cancel_asked=True)
    drained(batch)
    job.refresh_from_db()
    assert (Practice.objects.count(), batch.state, job.state) == (0, "undone", "cancelled")


def test_taking_back_that_crashed_goes_on(editor):
    batch = checked(rows(MANY), editor)
    apply_batch(batch, editor, now(), Silent())
    with pytest.raises(Crash):
        take_all_back(batch, editor, now(), Breaks(1))
    batch.refresh_from_db()
    assert (Practice.objects.count(), batch.state) == (MANY - CHUNK, "undoing")
    job = Job.objects.create(kind="import.apply", title="а", by=editor, arguments={"batch": batch.pk})
    ImportBatch.objects.update(job=job)
    run_apply(job, Progress(job))
    batch.refresh_from_db()
    assert (Practice.objects.count(), batch.state) == (0, "undone")


def test_publication_that_crashed_goes_on_and_one_that_is_stopped_leaves_drafts(editor):
    batch = checked(rows(4), editor)
    apply_batch(batch, editor, now(), Silent())
    with pytest.raises(Crash):
        publish_batch(batch, editor, now(), Breaks(1))
    with pytest.raises(Cancelled):
        publish_batch(batch, editor, now(), Breaks(1, Cancelled))
    batch.refresh_from_db()
    assert (batch.state, list(states(batch).values())) == ("applied", ["live", "live", "applied", "applied"])
    publish_batch(batch, editor, now(), Silent())
    assert Practice.objects.filter(live=True).count() == 4


def test_check_that_crashed_starts_over_and_one_that_is_stopped_leaves_nothing(editor, tmp_path):
    batch = checked(rows(MANY), editor)
    path = full_path(batch.file.path)
    with pytest.raises(Crash):
        check_batch(batch, path, now(), Breaks(1))
    check_batch(batch, path, now(), Silent())
    assert batch.rows.count() == MANY
    with pytest.raises(Cancelled):
        check_batch(batch, path, now(), Breaks(1, Cancelled))
    batch.refresh_from_db()
    assert (batch.rows.count(), batch.state, batch.problem["code"]) == (0, "unreadable", "stopped")


def test_waiting_job_of_a_check_can_be_cancelled(editor):
    job = Job.objects.create(kind="import.check", title="а", by=editor)
    cancel_job(job, editor)
    run_job([OutboxRow(key=str(job.pk))])
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_rows_read_before_the_lock_would_be_written_twice(editor):
    """The control of the next test: a runner that reads first and locks later finds its rows written."""
    batch = checked(rows(5), editor)
    stale = list(batch.rows.all())
    apply_batch(batch, editor, now(), Silent())
    assert [apply_row(row, batch, kind_of(batch), editor, now()) for row in stale] == [False] * 5


def test_two_runners_at_once_write_each_row_once(committing_db):
    places()
    by = someone(Role.CONTENT_EDITOR)
    batch = checked(rows(MANY), by)
    gate, errors = threading.Barrier(2), []

    def run():
        try:
            gate.wait(10)
            apply_batch(batch.__class__.objects.get(pk=batch.pk), by, now(), Silent())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join(60) for thread in threads]
    assert (errors, Practice.objects.count(), set(states(batch).values())) == ([], MANY, {"applied"})


def test_check_in_quarantine_hears_the_wish_to_stop(editor):
    batch = take_file("practices", upload([GOOD]), editor, now())
    PrivateFile.objects.update(scan=PrivateFile.State.PENDING)
    drain_once(lane="job")
    batch.refresh_from_db()
    assert (batch.state, batch.job.state) == ("checking", "running")
    stop_work(batch, editor, now())
    OutboxRow.objects.filter(event="job").update(due_at=now())
    drain_once(lane="job")
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.problem, batch.job.state) == ("unreadable", {"code": "stopped", "params": {}}, "cancelled")
