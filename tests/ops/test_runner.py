"""The embedded runner waits out trouble with the database."""
from __future__ import annotations

import threading
import time

from django.db import connection

from ops import outbox
from ops.management.commands import run_outbox
from ops.models import OutboxRow
from ops.outbox import handles, owe
from ops.stopping import STOP


def test_runner_outlives_an_absent_database(committing_db, monkeypatch, caplog):
    monkeypatch.setattr(outbox, "SUBSCRIPTIONS", {})
    monkeypatch.setattr(run_outbox, "TROUBLE_PAUSE", 0.02)
    monkeypatch.setattr(run_outbox, "PAUSE", 0.02)
    handles("e", "h")(lambda rows: None)
    owe("e", "1")
    there = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "/absent/database"
    runner = threading.Thread(target=run_outbox.poll, args=("-job", True))
    runner.start()
    try:
        end = time.monotonic() + 20
        while "cannot reach the database" not in caplog.text and time.monotonic() < end:
            time.sleep(0.01)
        connection.settings_dict["NAME"] = there
        while OutboxRow.objects.filter(done_at=None).exists() and time.monotonic() < end:
            time.sleep(0.01)
    finally:
        connection.settings_dict["NAME"] = there
        STOP.set()
        runner.join()
        STOP.clear()
    assert "cannot reach the database" in caplog.text
    assert OutboxRow.objects.filter(done_at=None).count() == 0
