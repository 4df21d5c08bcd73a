"""kill -9 of the real runner and of Celery's worker: nothing owed is lost, no visible effect is doubled; without the reaper rows stay stuck."""
from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from ops.models import Job, OutboxRow
from tests.ops.runners import Runners, letters, lost, owe_everything, still_open, unregister

EFFECTS = 600  # 510 debts of six kinds: a hundred each of batch, single, file, moody and letter, and ten jobs of ten steps
KILLS = 20
WORKER = ("-m", "celery", "-A", "config.celery", "worker", "-P", "prefork", "-c", "2", "--without-gossip", "--without-mingle", "--loglevel", "error")
BEAT = ("-m", "celery", "-A", "config.celery", "beat", "--loglevel", "error", "--pidfile=")


@pytest.fixture
def runners(committing_db, tmp_path):
    """Processes on a real database, ended before it is taken away."""
    runners = Runners(tmp_path)
    runners.env["SCHOOL_TEST_QUEUE"] = f"test-{os.getpid()}-{time.monotonic_ns()}"
    yield runners
    runners.end()
    unregister()


def held() -> bool:
    """Whether somebody had rows under lease."""
    return OutboxRow.objects.filter(done_at=None, leased_until__isnull=False).exists()


def present_runner(runners, other: int = 0) -> int:
    """Number of the runner that lives now, and is not the other."""
    note = runners.folder / "runner.pid"
    runners.wait(lambda: note.exists() and int(note.read_text()) != other)
    return int(note.read_text())


def kill_runners(runners, times: int, total: int) -> int:
    """Kill the forked runner at random moments of its work; how many of them held a lease that moment."""
    dead, runner = 0, 0
    for _ in range(times):
        runner = present_runner(runners, runner)
        goal = runners.tries() + 1 + random.randrange(max(1, total // (times + 1)))
        runners.wait(lambda goal=goal: runners.tries() >= goal)
        os.kill(runner, signal.SIGKILL)
        dead += held()
    return dead


def check_all_done(runners, per: int, kills: int) -> None:
    """Equality of what was owed and what was done."""
    assert (lost(per, runners.folder), OutboxRow.objects.filter(dead_at__isnull=False).count()) == ([], 0)
    sent = letters(runners.folder)
    assert len(sent) == per
    assert sum(sent.values()) - per <= kills  # one letter per kill may have been handed over and not yet noted
    assert set(Job.objects.filter(kind="tested").values_list("state", "done")) == {("done", 10)}


def test_runner_killed_twenty_times_loses_and_doubles_nothing(runners):
    owe_everything(EFFECTS)
    per, owed = EFFECTS // 6, set(OutboxRow.objects.values_list("pk", flat=True))
    kinds = Counter(f"{event} {handler}" for event, handler in OutboxRow.objects.values_list("event", "handler"))
    assert (len(owed) >= 500, len(kinds) >= 5, min(kinds.values()) >= 5) == (True, True, True)
    runners.start("-m", "tests.faults.forker")
    assert kill_runners(runners, KILLS, EFFECTS) >= KILLS // 2  # a kill may fall between two batches
    runners.wait(lambda: still_open() == 0)
    check_all_done(runners, per, KILLS)
    assert owed <= set(OutboxRow.objects.filter(done_at__isnull=False).values_list("pk", flat=True))  # duties may owe more meanwhile


def test_runner_told_to_stop_ends_and_leaves_nothing_held(runners):
    owe_everything(EFFECTS)
    runner = runners.start("run_outbox")
    runners.wait(lambda: runners.tries() > 20)
    runner.send_signal(signal.SIGTERM)
    assert (runner.wait(10), held(), still_open() > 0) == (0, False, True)


def test_without_the_reaper_a_killed_runner_leaves_rows_stuck(runners):
    """Control: the same, with dead leases left alone."""
    runners.start("-m", "tests.faults.forker", "--no-reaper")
    for _ in range(8):  # a kill between two batches leaves nothing held: try again
        owe_everything(60)
        kill_runners(runners, 1, 60)
        time.sleep(1.2)  # more than a lease
        stuck = OutboxRow.objects.filter(done_at=None, lease__gt="").count()
        if stuck:
            break
    with pytest.raises(AssertionError):
        runners.wait(lambda: still_open() == 0, seconds=4)
    assert stuck > 0


def pool(worker) -> list[int]:
    """Processes of the worker's pool."""
    try:
        return [int(number) for number in Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


@pytest.mark.skipif(not os.environ.get("SCHOOL_TEST_REDIS_URL"), reason="Redis is absent: make services")
def test_celery_killed_twenty_times_loses_and_doubles_nothing(runners):
    """A process of the pool seventeen times, the whole worker three times."""
    owe_everything(EFFECTS)
    runners.start(*BEAT)
    worker = runners.start(*WORKER)
    for number in range(KILLS):
        goal = runners.tries() + 1 + random.randrange(EFFECTS // (KILLS + 1))
        runners.wait(lambda goal=goal: runners.tries() >= goal)
        if number % 7 == 6:
            runners.kill(worker)
            worker = runners.start(*WORKER)
        else:
            runners.wait(lambda worker=worker: len(pool(worker)) > 0)
            os.kill(random.choice(pool(worker)), signal.SIGKILL)
    runners.wait(lambda: still_open() == 0)
    check_all_done(runners, EFFECTS // 6, KILLS)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(60) == 0


@pytest.mark.skipif(not os.environ.get("SCHOOL_TEST_REDIS_URL"), reason="Redis is absent: make services")
def test_celery_told_to_stop_ends_and_leaves_nothing_held(runners):
    owe_everything(EFFECTS)
    runners.start(*BEAT)
    worker = runners.start(*WORKER)
    runners.wait(lambda: runners.tries() > 20 and Job.objects.filter(done__gt=0).exists())
    worker.send_signal(signal.SIGTERM)
    assert (worker.wait(60), held(), still_open() > 0) == (0, False, True)


@pytest.mark.nightly
def test_runner_killed_fifty_times(runners):
    owe_everything(1020)
    runners.start("-m", "tests.faults.forker")
    assert kill_runners(runners, 50, 1020) > 25
    runners.wait(lambda: still_open() == 0)
    check_all_done(runners, 1020 // 6, 50)
