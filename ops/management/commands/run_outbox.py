"""The embedded runner: `manage.py run_outbox`."""
from __future__ import annotations

import argparse
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from ops.clock import enrol_duties, run_due
from ops.outbox import drain
from ops.parent import stop_with_parent


class Command(BaseCommand):
    """Drain the outbox and keep the clock until told to stop."""

    help = "Drain the outbox and keep the clock until told to stop."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """`--no-reaper` is the control of the kill tests."""
        parser.add_argument("--no-reaper", action="store_true", help="leave dead leases alone (only for the control of a test)")

    def handle(self, *args: Any, no_reaper: bool, **options: Any) -> None:
        """Poll every half second; end on SIGINT, SIGTERM or with the parent."""
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        stop_with_parent(stop.set)
        enrol_duties()
        while not stop.is_set():
            close_old_connections()
            run_due()
            if not drain(reaper=not no_reaper):
                stop.wait(0.5)
