"""Celery's door to the outbox: one task for the clock and short debts, one for long jobs, so that letters never wait behind an import."""
import os
import signal
from typing import Any

from billiard.process import active_children  # type: ignore[import-untyped]
from celery import shared_task
from celery.signals import worker_init, worker_process_init, worker_ready, worker_shutting_down
from django.utils import timezone

from ops.checks import refuse_bad_start
from ops.clock import enrol_duties, run_due
from ops.memory import few_arenas
from ops.models import OutboxRow
from ops.outbox import drain_all
from ops.stopping import STOP


@shared_task(name="ops.drain", max_retries=0)
def drain_outbox() -> int:
    """Look at the clock, then settle batches until none is left; the number of rows settled."""
    run_due()
    return drain_all(lane="-job")


@shared_task(name="ops.jobs", max_retries=0)
def run_jobs() -> int:
    """Run the jobs that wait, unless somebody is at it: one place of the pool at most, the others serve what is short. The number of jobs."""
    if OutboxRow.objects.filter(event="job", done_at__isnull=True, dead_at__isnull=True, leased_until__gte=timezone.now()).exists():
        return 0
    return drain_all(lane="job")


@worker_init.connect
def refuse(**kwargs: Any) -> None:
    """A worker does not start with settings that the web server would refuse; its pool inherits its way with memory."""
    refuse_bad_start()
    few_arenas()


@worker_ready.connect
def enrol(**kwargs: Any) -> None:
    """The clock's table knows the duties of this release."""
    enrol_duties()


@worker_process_init.connect
def hear(**kwargs: Any) -> None:
    """A process of the pool hears the wish to stop by SIGUSR2; SIGTERM is billiard's own and would end it at once."""
    signal.signal(signal.SIGUSR2, lambda *_: STOP.set())


@worker_shutting_down.connect
def stop(**kwargs: Any) -> None:
    """Long work hears it at its next step, in threads and in processes of the pool."""
    STOP.set()
    for child in active_children():
        os.kill(child.pid, signal.SIGUSR2)
