"""`manage.py serve`: prepare, then parent of the web server and of the runner."""
from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from accounts.actions.demo import DEMO_PASSWORD, DEMO_USERS
from ops.outbox import drain_all


class Command(BaseCommand):
    """Migrate, seed the demo into an empty database, settle what is owed, serve on 127.0.0.1."""

    help = "Migrate, seed the demo into an empty database, settle what is owed, serve on 127.0.0.1."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """`--port`."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Raises CommandError when the port is taken or the web server ends by itself."""
        refuse_busy(port)
        settings.VAR.mkdir(parents=True, exist_ok=True)
        seconds = {}
        for name, step in (("migrate", migrate), ("seed", seed), ("index", index)):
            started = time.monotonic()
            step()
            seconds[name] = time.monotonic() - started
        self.stdout.write(", ".join(f"{name} {taken:.1f} s" for name, taken in seconds.items()))
        Supervisor(port, self.stdout.write).run()


def migrate() -> None:
    """Bring the tables up to date."""
    call_command("migrate", verbosity=0)


def seed() -> None:
    """Territories always, the demo only where the settings say so."""
    call_command("seed", demo=settings.DEMO)


def index() -> None:
    """Settle what is owed; build the search index where it is lost or of another schema."""
    drain_all()
    call_command("search_rebuild", if_missing=True)


def refuse_busy(port: int) -> None:
    """Raise CommandError with the way out when the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise CommandError(f"Port {port} is taken. Start with another one: make run PORT={port + 1}") from None


def ready_note(port: int) -> str:
    """What is printed when the first page can be answered."""
    lines = [f"\n  http://localhost:{port}   (stop with Ctrl-C)"]
    if settings.DEMO:
        lines += ["", *(f"  {user.email:22} {user.title}" for user in DEMO_USERS), f"  their password: {DEMO_PASSWORD}"]
    return "\n".join([*lines, ""])


class Supervisor:
    """Starts web server and runner, starts the runner again when it dies, ends both with itself."""

    def __init__(self, port: int, say: Any) -> None:
        self.say, self.stopping = say, False
        self.read_end, self._write_end = os.pipe()  # closes when this process dies, however it dies
        self.commands = {
            "web": [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "-b", f"127.0.0.1:{port}", "config.wsgi"],
            "runner": [sys.executable, "manage.py", "run_outbox"],
        }
        self.env = {**os.environ, "SCHOOL_PARENT_PIPE": str(self.read_end), "SCHOOL_READY_NOTE": ready_note(port)}

    def spawn(self, name: str) -> subprocess.Popen[bytes]:
        """A child in its own session: Ctrl-C reaches only this process."""
        return subprocess.Popen(self.commands[name], env=self.env, pass_fds=[self.read_end], start_new_session=True)

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Signal handler."""
        self.stopping = True

    def run(self) -> None:
        """Watch until told to stop. Raises CommandError when the web server ends by itself."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        children = {name: self.spawn(name) for name in self.commands}
        while not self.stopping and children["web"].poll() is None:
            if children["runner"].poll() is not None:
                self.say(f"runner ended with {children['runner'].returncode}, started again")
                time.sleep(0.5)
                children["runner"] = self.spawn("runner")
            time.sleep(0.2)
        end(children.values())
        if not self.stopping:
            raise CommandError("the web server ended")


def end(children: Any) -> None:
    """Terminate, wait 15 seconds, kill."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
