"""kill -9 of the real runner: nothing owed is lost, no visible effect is doubled; without the reaper rows stay stuck."""
from __future__ import annotations

import random
import signal

import pytest

from ops.models import Job, OutboxRow
from tests.ops.runners import Runners, letters, lost, owe_everything, still_open, unregister

EFFECTS = 510


@pytest.fixture
def runners(committing_db, tmp_path):
    """Processes on a real database, ended before it is taken away."""
    runners = Runners(tmp_path)
    yield runners
    runners.end()
    unregister()


def kill_in_the_middle(runners, times: int, total: int, *options: str) -> int:
    """Start a runner and kill it at a random moment of its work, several times; how many of them held a lease that moment."""
    dead = 0
    for _ in range(times):
        runner = runners.start("run_outbox", *options)
        goal = runners.tries() + 1 + random.randrange(max(1, total // (times + 1)))
        runners.wait(lambda goal=goal: runners.tries() >= goal)
        runners.kill(runner)
        dead += OutboxRow.objects.filter(done_at=None, leased_until__isnull=False).exists()
    return dead


def check_all_done(runners, per: int, kills: int) -> None:
    """Equality of what was owed and what was done."""
    assert (lost(per, runners.folder), OutboxRow.objects.filter(dead_at__isnull=False).count()) == ([], 0)
    sent = letters(runners.folder)
    assert len(sent) == per
    assert sum(sent.values()) - per <= kills  # one letter per kill may have been handed over and not yet noted
    assert set(Job.objects.values_list("state", "done")) == {("done", 10)}


def test_runner_killed_three_times_loses_and_doubles_nothing(runners):
    owe_everything(EFFECTS)
    per = EFFECTS // 6
    owed = OutboxRow.objects.count()
    assert owed == per * 5 + per // 10
    assert kill_in_the_middle(runners, 3, EFFECTS) >= 1  # a kill may fall between two batches
    last = runners.start("run_outbox")
    runners.wait(lambda: still_open() == 0)
    check_all_done(runners, per, 3)
    last.send_signal(signal.SIGTERM)
    assert last.wait(10) == 0
    assert OutboxRow.objects.count() == owed


def test_without_the_reaper_a_killed_runner_leaves_rows_stuck(runners):
    """Control: the same, with dead leases left alone."""
    for _ in range(8):  # a kill between two batches leaves nothing held: try again
        owe_everything(60)
        kill_in_the_middle(runners, 1, 60, "--no-reaper")
        stuck = OutboxRow.objects.filter(done_at=None, leased_until__isnull=False).count()
        if stuck:
            break
    runners.start("run_outbox", "--no-reaper")
    runners.wait(lambda: still_open() == stuck)
    with pytest.raises(AssertionError):
        runners.wait(lambda: still_open() == 0, seconds=2.5)  # more than two leases
    assert stuck > 0


@pytest.mark.nightly
def test_runner_killed_fifty_times(runners):
    owe_everything(1020)
    assert kill_in_the_middle(runners, 50, 1020) > 40
    runners.start("run_outbox")
    runners.wait(lambda: still_open() == 0)
    check_all_done(runners, 1020 // 6, 50)
