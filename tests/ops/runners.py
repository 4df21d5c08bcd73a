"""Real processes that drain the test's database."""
from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter as Count
from pathlib import Path

from django.db import connection

from ops import jobs, outbox
from ops.jobs import start_job
from ops.mail import send_mail_later
from ops.models import Counter, Job, OutboxRow
from ops.outbox import owe
from tests.architecture.test_layers import ROOT


class Runners:
    """Starts and kills processes; what they leave behind is read from folder and database."""

    def __init__(self, folder: Path, lease: int = 1) -> None:
        self.folder, self.started = folder, []
        self.env = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "tests.ops.runner_settings", "SCHOOL_TEST_VAR": str(folder),
            "SCHOOL_TEST_DATABASE": str(connection.settings_dict["NAME"]), "SCHOOL_OUTBOX_LEASE_SECONDS": str(lease),
        }
        self.env.pop("SCHOOL_PARENT_PIPE", None)

    def start(self, *command: str, **options) -> subprocess.Popen:
        """`manage.py` unless the command names a module with -m."""
        arguments = [sys.executable, *command] if command[0] == "-m" else [sys.executable, "manage.py", *command]
        process = subprocess.Popen(arguments, cwd=ROOT, env=self.env, stdout=(self.folder / "out").open("a"), stderr=subprocess.STDOUT, start_new_session=True, **options)
        self.started.append(process)
        return process

    def tries(self) -> int:
        """Lines that handlers have written so far."""
        path = self.folder / "tries"
        return len(path.read_text().splitlines()) if path.exists() else 0

    def wait(self, until, seconds: float = 150) -> None:
        """Poll; fails with what the processes printed."""
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, (self.folder / "out").read_text()[-3000:]
            assert any(process.poll() is None for process in self.started), (self.folder / "out").read_text()[-3000:]
            time.sleep(0.01)

    def kill(self, process: subprocess.Popen) -> None:
        """SIGKILL to the whole group: no handler, no clean-up."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        """At the end of the test."""
        for process in self.started:
            if process.poll() is None:
                self.kill(process)


def owe_everything(effects: int) -> None:
    """Debts of six kinds: four handlers of an event, letters, and one job of ten steps for every fifty."""
    importlib.reload(importlib.import_module("tests.ops.effects.handlers"))  # registers again what the last test took out
    per = effects // 6
    for n in range(per):
        owe("tested", str(n))
        send_mail_later(f"{n}@example.org", "s", "t", message_id_key=str(n))
    for _ in range(max(1, per // 10)):
        start_job("tested", "t", None)


def unregister() -> None:
    """The test's own process shall not keep the handlers."""
    for key in [key for key in outbox.SUBSCRIPTIONS if key[0] == "tested"]:
        del outbox.SUBSCRIPTIONS[key]
    jobs.WORKS.pop("tested", None)


def lost(per: int, folder: Path) -> list[str]:
    """What was owed and has left no effect."""
    wanted = {f"effect {kind} {n}" for kind in ("batch", "single", "moody") for n in range(per)}
    wanted |= {f"effect job {job.pk}.{n}" for job in Job.objects.filter(kind="tested") for n in range(10)}  # duties start jobs of their own
    files = {f"effect-{n}" for n in range(per)}
    return sorted((wanted - set(Counter.objects.values_list("name", flat=True))) | (files - {path.name for path in folder.glob("effect-*")}))


def letters(folder: Path) -> Count:
    """How often each letter was sent."""
    return Count(line.split()[1] for line in (folder / "tries").read_text().splitlines() if line.startswith("letter "))


def still_open() -> int:
    """Debts not done."""
    return OutboxRow.objects.filter(done_at__isnull=True).count()
