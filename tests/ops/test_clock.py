"""Duties that come round."""
from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from ops import clock
from ops.clock import duty, enrol_duties, run_due, take_due
from ops.models import Duty
from ops.stopping import STOP
from ops.tasks import drain_outbox

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def own_duties(monkeypatch):
    """No duty but the test's."""
    monkeypatch.setattr(clock, "DUTIES", {})


@pytest.fixture
def done():
    """Instants at which the duty ran."""
    return []


@pytest.mark.parametrize(("seconds", "runs"), [(0, 1), (3599, 1), (3600, 2), (3601, 2), (36_000, 2)])
def test_duty_comes_round_after_its_interval(db, done, seconds, runs):
    duty("d", HOUR)(done.append)
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        enrol_duties()
        assert run_due() == 1
    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        run_due()
        assert done == [now, timezone.now()][:runs]


def test_failing_duty_is_kept_logged_and_comes_round(db, done, caplog):
    @duty("d", HOUR)
    def broken(at):
        done.append(at)
        raise RuntimeError("no bell")

    duty("e", HOUR)(done.append)
    enrol_duties()
    assert run_due() == 2
    row = Duty.objects.get(name="d")
    assert (row.error, row.last_done, row.lease) == ("RuntimeError('no bell')", None, "")
    assert "the duty d failed" in caplog.text and "no bell" in caplog.text
    assert Duty.objects.get(name="e").error == ""
    with time_machine.travel(timezone.now() + HOUR):
        assert run_due() == 2
    assert len(done) == 4


def test_duty_that_recovers_loses_its_error(db, done):
    duty("d", HOUR)(done.append)
    enrol_duties()
    Duty.objects.update(error="old")
    run_due()
    assert (Duty.objects.get().error, Duty.objects.get().last_done is None) == ("", False)


def test_duty_slower_than_its_interval_does_not_hold_the_outbox(db, done):
    duty("d", timedelta(0))(done.append)
    enrol_duties()
    assert run_due() == 1


def test_duty_under_a_lease_is_left_until_it_dies(db, done, settings):
    settings.OUTBOX_LEASE_SECONDS = 30
    duty("d", HOUR)(done.append)
    enrol_duties()
    assert take_due() is not None
    assert run_due() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert run_due() == 1


def test_enrol_takes_over_intervals_and_forgets_old_duties(db, done):
    Duty.objects.create(name="gone", every_seconds=1, next_due=timezone.now())
    duty("d", HOUR)(done.append)
    enrol_duties()
    before = Duty.objects.get().next_due
    duty("d", HOUR * 2)(done.append)
    enrol_duties()
    assert [(row.name, row.every_seconds, row.next_due) for row in Duty.objects.all()] == [("d", 7200, before)]


def test_duty_unknown_to_this_release_is_not_run(db, done):
    Duty.objects.create(name="gone", every_seconds=1, next_due=timezone.now())
    assert run_due() == 0


def test_no_duty_is_begun_after_the_wish_to_stop(db, done):
    duty("d", HOUR)(done.append)
    enrol_duties()
    STOP.set()
    try:
        assert run_due() == 0
    finally:
        STOP.clear()


def test_celerys_door_looks_at_the_clock(db, done):
    duty("d", HOUR)(done.append)
    enrol_duties()
    drain_outbox()
    assert len(done) == 1


def test_look_at_nothing_due_costs_one_query(committing_db, done, django_assert_num_queries):
    duty("d", HOUR)(done.append)
    enrol_duties()
    run_due()
    with django_assert_num_queries(1):
        assert run_due() == 0


def race(threads: int = 8) -> int:
    """Runners that look at the same due duty at one instant; how often it ran."""
    ran, gate = [], threading.Barrier(threads)

    def look():
        gate.wait()
        run_due()
        connection.close()

    duty("d", HOUR)(lambda at: ran.append(at))
    enrol_duties()
    workers = [threading.Thread(target=look) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return len(ran)


def test_race_of_eight_runners_does_the_duty_once(committing_db):
    assert race() == 1


def test_race_without_the_lease_does_it_more_often(committing_db, monkeypatch):
    """Control: what is due is read without taking it."""
    monkeypatch.setattr(clock, "take_due", lambda seen=(): None if seen else Duty.objects.first())
    assert race() == 8
