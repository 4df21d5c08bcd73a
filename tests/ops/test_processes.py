"""The outbox's two doors as real processes: the embedded runner and Celery."""
from __future__ import annotations

import os
import signal
import time

import pytest

from ops.models import Duty, OutboxRow
from tests.ops.runners import Runners, letters, lost, owe_everything, still_open, unregister


@pytest.fixture
def runners(committing_db, tmp_path):
    """Processes on a real database, ended before it is taken away."""
    runners = Runners(tmp_path)
    yield runners
    runners.end()
    unregister()


def test_runner_ends_with_its_parent_and_gives_back_what_it_holds(runners):
    read, write = os.pipe()
    runners.env["SCHOOL_PARENT_PIPE"] = str(read)
    owe_everything(600)
    runner = runners.start("run_outbox", pass_fds=[read])
    os.close(read)
    runners.wait(lambda: runners.tries() > 50)
    os.close(write)
    assert runner.wait(5) == 0
    assert OutboxRow.objects.exclude(lease="").count() == 0
    assert still_open() > 0


@pytest.mark.skipif(not os.environ.get("SCHOOL_TEST_REDIS_URL"), reason="Redis is absent: make services")
def test_celery_drains_the_same_outbox_and_keeps_the_clock(runners):
    """Worker and beat in one process; killed once in the middle, the next one takes over what the dead one held."""
    runners.env["SCHOOL_TEST_QUEUE"] = f"test-{os.getpid()}-{time.monotonic_ns()}"
    worker = ("-m", "celery", "-A", "config.celery", "worker", "-B", "-P", "threads", "-c", "2", "--loglevel", "warning")
    owe_everything(600)
    first = runners.start(*worker)
    runners.wait(lambda: runners.tries() > 60)
    runners.kill(first)
    second = runners.start(*worker)
    runners.wait(lambda: still_open() == 0)
    assert lost(100, runners.folder) == []
    sent = letters(runners.folder)
    assert (len(sent), sum(sent.values()) - 100 <= 2) == (100, True)  # two slots, so two letters may be at the hand-over
    assert Duty.objects.filter(last_done__isnull=True).count() == 0
    second.send_signal(signal.SIGTERM)
    assert second.wait(60) == 0
