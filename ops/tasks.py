"""Celery's door to the outbox."""
from celery import shared_task

from ops.clock import run_due
from ops.outbox import drain_all


@shared_task(name="ops.drain", max_retries=0)
def drain_outbox() -> int:
    """Look at the clock, then settle batches until none is left; the number of rows settled."""
    run_due()
    return drain_all()
