"""A throw-away server: its folders stand in for /etc, /srv, /var; the commands of docs/install.md run in it word for word."""
from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = ("etc/school", "etc/elasticsearch", "etc/nginx", "etc/systemd/system", "srv/school", "var/lib/school", "var/backups/school", "var/www", "run/school", "usr/local/bin/school-manage")
PLACE = re.compile(rf"(?<![\w.])/({'|'.join(PLACES)})(?![\w-])")
BLOCK = re.compile(r"^```sh check([^\n]*)\n(.*?)^```", re.M | re.S)
HOST = "school.example.org"
ADMINISTRATOR, PASSWORD = "first@school.example.org", "reka-most-yablonya-42"
SHIMS = {
    "apt-get": 'case "$1" in install) for p in "$@"; do case "$p" in install|-*) ;; *) apt-cache show "$p" >/dev/null || exit 1 ;; esac; done ;; esac',
    "useradd": "exit 0",
    "install": 'args=""; while [ $# -gt 0 ]; do case "$1" in -o|-g) shift 2 ;; *) args="$args $1"; shift ;; esac; done; exec /usr/bin/install $args',
    "runuser": 'export PGUSER="$2"; shift 3; exec "$@"',
    "id": 'if [ "$*" = "-un" ]; then echo root; else exec /usr/bin/id "$@"; fi',
}


class Refused(Exception):
    """A command of the page failed."""


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_pair() -> int:
    """One that nobody listens on, nor on the one a hundred higher."""
    while True:
        number = free_port()
        with socket.socket() as probe:
            if number < 65_000 and probe.connect_ex(("127.0.0.1", number + 100)):
                return number


class House:
    """Folders, ports and environment of one run."""

    def __init__(self) -> None:
        self.top = Path(tempfile.mkdtemp(prefix="school-production-"))
        self.top.chmod(0o755)
        self.ports = {name: free_port() for name in ("redis", "smtp", "http", "https", "postgres")}
        self.ports["elastic"] = free_pair()
        for folder in ("bin", "run", "log", "usr/local/bin", "etc/nginx/sites-available", "etc/nginx/sites-enabled", "etc/systemd/system", "run/school", "var/backups"):
            (self.top / folder).mkdir(parents=True, exist_ok=True)
        for name, body in SHIMS.items():
            (self.top / "bin" / name).write_text(f"#!/bin/sh\n{body}\n")
            (self.top / "bin" / name).chmod(0o755)
        self.env = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("SCHOOL_", "DJANGO_", "PG", "WEB_CONCURRENCY"))},
            "PATH": f"{self.top}/bin:{self.top}/usr/local/bin:{os.environ['PATH']}", "HOME": str(self.top), "TAG": "v1", "NEW": "v2",
            "REPOSITORY": str(self.top / "source.git"), "ADMINISTRATOR": ADMINISTRATOR, "PASSWORD": PASSWORD,
            "PGHOST": str(self.top / "run"), "PGPORT": str(self.ports["postgres"]), "PGUSER": "school", "GIT_CONFIG_GLOBAL": "/dev/null",
        }
        self.rewritten: set[Path] = set()

    def placed(self, text: str) -> str:
        """The text with our folders and ports in place of the server's."""
        text = PLACE.sub(lambda found: f"{self.top}/{found[1]}", text)
        text = text.replace("127.0.0.1:6379", f"127.0.0.1:{self.ports['redis']}").replace("127.0.0.1:25\n", f"127.0.0.1:{self.ports['smtp']}\n")
        text = text.replace("127.0.0.1:9200", f"127.0.0.1:{self.ports['elastic']}")
        text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.M)
        return re.sub(r"listen (80|443)\b", lambda found: f"listen 127.0.0.1:{self.ports['http' if found[1] == '80' else 'https']}", text)

    def publish(self) -> None:
        """What is committed, as two releases of one repository."""
        source = self.env["REPOSITORY"]
        self.run(f"git clone --quiet --bare {ROOT} {source}; git -C {source} fetch --quiet {ROOT} HEAD:refs/heads/checked")
        self.run(f"git -C {source} tag v1 checked; git -C {source} tag v2 checked; git -C {source} config gc.auto 0")

    def run(self, script: str, **extra: str) -> str:
        """Its output. Raises Refused with its end."""
        run = subprocess.run(["bash", "-euo", "pipefail", "-c", script], env={**self.env, **extra}, cwd=self.top, capture_output=True, text=True)
        if run.returncode:
            raise Refused(f"{script.strip()[:300]}\n{run.stdout[-1500:]}{run.stderr[-1500:]}")
        return run.stdout + run.stderr

    def manage(self, arguments: str, **extra: str) -> str:
        """`school-manage` as the page installs it."""
        return self.run(f"school-manage {arguments}", **extra)

    def blocks(self, *words: str) -> list[tuple[set[str], str]]:
        """Commands of the page whose marks are these, with or without `venv`, in its order."""
        page = (ROOT / "docs" / "install.md").read_text()
        found = [(set(marks.split()), body) for marks, body in BLOCK.findall(page)]
        return [(marks, body) for marks, body in found if marks - {"venv"} == set(words)]

    def prepare_release(self) -> None:
        """Our folders in the files of each new release, and a faster lease, so that a kill is waited out in seconds."""
        for deploy in (self.top / "srv/school/releases").glob("*/deploy"):
            if deploy not in self.rewritten:
                for path in (path for path in deploy.rglob("*") if path.is_file()):
                    path.write_text(self.placed(path.read_text()))
                with (deploy / "school.env.example").open("a") as example:
                    example.write("SCHOOL_OUTBOX_LEASE_SECONDS=4\n")
                self.rewritten.add(deploy)

    def link_venv(self, body: str) -> str:
        """The present environment in place of an installation, where it holds exactly what the release wants; otherwise the commands as they stand."""
        wanted = re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)(?: ; ([^\\]+))?", (ROOT / "requirements" / "prod.txt").read_text(), re.M)
        if os.environ.get("FRESH") or any(version(name) != number for name, number, marker in wanted if not marker):
            return body
        place = re.search(r"venv (\S+)", body)
        return f"ln -s {ROOT / '.venv'} {place[1]}" if place else body

    def remove(self) -> None:
        """At the end."""
        shutil.rmtree(self.top, ignore_errors=True)


def version(name: str) -> str:
    """Of the installed package, or nothing."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
