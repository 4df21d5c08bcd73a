"""A PostgreSQL server of a test's own: it may be stopped as a test likes."""
from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]))
FOUND = INSTALLED[-1] if INSTALLED else Path(shutil.which("pg_ctl") or "")


class OwnPostgres:
    """Made in a folder of its own (pytest shuts its own to others at every start); under root it runs as `postgres`, because it refuses to run as root."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="school-postgres-"))
        self.data, self.bin = self.home / "data", FOUND.parent
        self.data.mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.user = pwd.getpwnam("postgres") if os.getuid() == 0 else None
        if self.user:
            self.home.chmod(0o711)  # the way in, nothing more
            os.chown(self.data, self.user.pw_uid, self.user.pw_gid)
        self.run("initdb", "-D", str(self.data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def run(self, tool: str, *arguments: str) -> None:
        """One of its tools, as its user."""
        who = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        subprocess.run([str(self.bin / tool), *arguments], check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, **who)

    def start(self) -> None:
        """Until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data}"
        self.run("pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-l", str(self.data / "log"), "-o", options, "start")

    def stop(self) -> None:
        """As a power cut would: no check-point, every connection broken."""
        self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def end(self) -> None:
        """Stop, and leave nothing behind."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self.home)
