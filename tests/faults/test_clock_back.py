"""The clock is set back a day: leases, debts, duties, sessions and terms; with the control of a clock that goes on."""
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.roles import Role
from ops import clock
from ops.clock import DUTIES, Registered, enrol_duties, run_due
from ops.models import Duty, Job, OutboxRow
from ops.outbox import SUBSCRIPTIONS, drain_all, handles, lease, owe
from tests.people import someone

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BACK = NOW - timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    found = []
    handles("clock", "note")(lambda rows: found.extend(row.key for row in rows))
    yield found
    SUBSCRIPTIONS.pop(("clock", "note"))


def test_debt_written_before_is_done_after(done):
    with time_machine.travel(NOW, tick=False):
        owe("clock", "a")
    with time_machine.travel(BACK, tick=False):
        drain_all()
    assert done == ["a"]


def test_debt_for_later_stays_for_later(done):
    with time_machine.travel(NOW, tick=False):
        owe("clock", "tomorrow", due_at=NOW + timedelta(days=1))
    with time_machine.travel(BACK, tick=False):
        drain_all()
    assert done == []


@pytest.mark.parametrize(("at", "taken"), [
    (NOW + timedelta(seconds=5), 0),      # the control: the lease is alive
    (NOW - timedelta(minutes=5), 0),      # another machine's clock is late: nothing is stolen
    (BACK, 1),                            # set back: nobody waits for a day
    (NOW + timedelta(days=1), 1),         # set forward: it ran out
])
def test_lease_is_neither_stolen_nor_stuck(done, at, taken):
    with time_machine.travel(NOW, tick=False):
        owe("clock", "a")
        lease()
    with time_machine.travel(at, tick=False):
        assert len(lease()[1]) == taken


def test_duty_comes_round_after_the_clock_was_set_back(monkeypatch):
    runs = []
    monkeypatch.setattr(clock, "DUTIES", {"test.duty": Registered("test.duty", timedelta(hours=1), runs.append)})
    assert DUTIES is not clock.DUTIES
    with time_machine.travel(NOW, tick=False):
        enrol_duties()
        run_due()
        run_due()
    with time_machine.travel(BACK, tick=False):
        run_due()
        run_due()
    assert (runs, Duty.objects.get(name="test.duty").next_due) == ([NOW, BACK], BACK + timedelta(hours=1))


@pytest.mark.parametrize(("at", "status"), [(NOW + timedelta(minutes=30), 200), (NOW - timedelta(minutes=5), 200), (BACK, 302)])
def test_session_of_the_future_has_ended(client, at, status):
    with time_machine.travel(NOW, tick=False):
        client.force_login(someone(Role.CONTENT_EDITOR))
        assert client.get("/desk/").status_code == 200
    with time_machine.travel(at, tick=False):
        assert client.get("/desk/").status_code == status


def test_job_that_ran_is_gone_on_with(done):
    from ops.jobs import start_job
    from tests.failing_job import KIND, failing_job

    with failing_job() as kind:
        kind.broken = False
        with time_machine.travel(NOW, tick=False):
            job = start_job(KIND, "t", None)
            lease(lane="job")
        with time_machine.travel(BACK, tick=False):
            drain_all(lane="job")
    assert (Job.objects.get(pk=job.pk).state, OutboxRow.objects.filter(event="job", done_at=None).exists()) == ("done", False)
