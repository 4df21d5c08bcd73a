"""The embedded runner: `manage.py run_outbox`."""
from __future__ import annotations

import argparse
import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from ops.clock import enrol_duties, run_due
from ops.memory import few_arenas
from ops.outbox import drain_once
from ops.parent import stop_with_parent
from ops.stopping import STOP

log = logging.getLogger(__name__)
PAUSE, TROUBLE_PAUSE = 0.5, 2.0


class Command(BaseCommand):
    """Drain the outbox and keep the clock until told to stop."""

    help = "Drain the outbox and keep the clock until told to stop."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """`--no-reaper` is the control of the kill tests."""
        parser.add_argument("--no-reaper", action="store_true", help="leave dead leases alone (only for the control of a test)")

    def handle(self, *args: Any, no_reaper: bool, **options: Any) -> None:
        """Poll every half second; end on SIGINT, SIGTERM or with the parent. Long jobs have a thread of their own, so that letters do not wait."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: STOP.set())
        stop_with_parent(STOP.set)
        few_arenas()
        enrol_duties()
        jobs = threading.Thread(target=poll, args=("job", not no_reaper), name="jobs")
        jobs.start()
        poll("-job", not no_reaper)
        jobs.join()


def poll(lane: str, reaper: bool) -> None:
    """One lane until the wish to stop; trouble with the database is waited out, not died of."""
    while not STOP.is_set():
        try:
            close_old_connections()
            if lane == "-job":
                run_due()
            if not drain_once(reaper=reaper, lane=lane).taken:
                STOP.wait(PAUSE)
        except (DatabaseError, InterfaceError):
            log.exception("the runner cannot reach the database, it tries again")
            STOP.wait(TROUBLE_PAUSE)
    connections.close_all()
