"""Celery's door to the outbox."""
from typing import Any

from celery import shared_task
from celery.signals import worker_init, worker_ready, worker_shutting_down

from ops.checks import refuse_bad_start
from ops.clock import enrol_duties, run_due
from ops.outbox import drain_all
from ops.stopping import STOP


@shared_task(name="ops.drain", max_retries=0)
def drain_outbox() -> int:
    """Look at the clock, then settle batches until none is left; the number of rows settled."""
    run_due()
    return drain_all()


@worker_init.connect
def refuse(**kwargs: Any) -> None:
    """A worker does not start with settings that the web server would refuse."""
    refuse_bad_start()


@worker_ready.connect
def enrol(**kwargs: Any) -> None:
    """The clock's table knows the duties of this release."""
    enrol_duties()


@worker_shutting_down.connect
def stop(**kwargs: Any) -> None:
    """Long work hears it at its next step (where pool and worker share a process)."""
    STOP.set()
