"""Own PostgreSQL, Redis and Elasticsearch, and a carrier of letters that keeps what it is given."""
from __future__ import annotations

import os
import re
import signal
import socketserver
import subprocess
import threading
import time
from pathlib import Path

from tools.production_check.house import ROOT, House, Refused


class Services:
    """Started before everything, ended after everything."""

    def __init__(self, house: House) -> None:
        self.house, self.redis, self.postgres, self.elastic = house, None, None, None
        self.letters: list[str] = []
        self.carrier = socketserver.ThreadingTCPServer(("127.0.0.1", house.ports["smtp"]), carrier(self.letters))
        self.carrier.daemon_threads = True
        threading.Thread(target=self.carrier.serve_forever, daemon=True).start()

    def start(self) -> None:
        """PostgreSQL and Redis, and wait until they answer; the page starts Elasticsearch."""
        self.start_redis()
        self.start_postgres()

    def start_redis(self) -> None:
        """Empty, on the same port as before."""
        port = str(self.house.ports["redis"])
        command = ["redis-server", "--bind", "127.0.0.1", "--port", port, "--dir", str(self.house.top / "run"), "--save", ""]
        self.redis = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        wait(lambda: subprocess.run(["redis-cli", "-p", port, "ping"], capture_output=True, text=True).stdout.strip() == "PONG", "Redis")

    def stop_redis(self) -> None:
        """As when its machine goes down."""
        self.redis.kill()
        self.redis.wait()

    def start_postgres(self) -> None:
        """Refuses to run as root, so it then runs as the user postgres."""
        bin_, data, run = newest_postgres(), self.house.top / "postgres", self.house.top / "run"
        data.mkdir()
        as_user: list[str] = []
        if os.getuid() == 0:
            for folder in (data, run):
                subprocess.run(["chown", "postgres", str(folder)], check=True)
            run.chmod(0o777)
            as_user = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"]
        initdb = [*as_user, str(bin_ / "initdb"), "-D", str(data / "data"), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=data)
        server = [*as_user, str(bin_ / "postgres"), "-D", str(data / "data"), "-p", str(self.house.ports["postgres"]), "-k", str(run), "-c", "listen_addresses="]
        with (self.house.top / "log" / "postgres").open("w") as log:
            self.postgres = subprocess.Popen(server, stdout=log, stderr=log, cwd=data, start_new_session=True)
        ask = ["psql", "-qtAc", "select 1", "-U", "postgres", "postgres"]
        wait(lambda: subprocess.run(ask, env=self.house.env, capture_output=True).returncode == 0, "PostgreSQL")

    def elasticsearch(self, script: str) -> None:
        """`tools/elasticsearch` in place of the package: its server with the settings that the page installed. Raises Refused."""
        env = {**os.environ, "PORT": str(self.house.ports["elastic"]), "RUN_DIR": str(self.house.top / "elasticsearch"), "CONFIG": str(self.house.top / "etc/elasticsearch")}
        run = subprocess.run([ROOT / "tools/elasticsearch" / script], env=env, capture_output=True, text=True, cwd="/")
        if run.returncode:
            raise Refused(f"tools/elasticsearch/{script}: {run.stdout[-500:]}{run.stderr[-1500:]}")

    def start_elastic(self) -> None:
        """Its number is kept: a check pauses it."""
        self.elasticsearch("start")
        self.elastic = int((self.house.top / "elasticsearch/pid").read_text())

    def stop(self) -> None:
        """All."""
        if self.elastic is not None:
            self.elasticsearch("stop")
        self.carrier.shutdown()
        for process, number in ((self.redis, signal.SIGKILL), (self.postgres, signal.SIGQUIT)):
            if process is not None and process.poll() is None:
                process.send_signal(number)
                process.wait(20)


def newest_postgres() -> Path:
    """Folder of its programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(re.sub(r"\D", "", path.parts[4])))
    return found[-1].parent


def wait(until, what: str, seconds: float = 60) -> float:
    """Poll; the seconds it took. Raises AssertionError."""
    began = time.monotonic()
    while not until():
        assert time.monotonic() - began < seconds, f"{what}: not within {seconds:.0f} s"
        time.sleep(0.1)
    return time.monotonic() - began


def carrier(letters: list[str]) -> type[socketserver.StreamRequestHandler]:
    """SMTP as far as a mailer needs it."""

    class Carrier(socketserver.StreamRequestHandler):
        """One connection."""

        def handle(self) -> None:
            """Take letters until QUIT."""
            self.say("220 sink")
            while line := self.rfile.readline().decode(errors="replace").strip():
                word = line.split(":")[0].split()[0].upper()
                if word == "DATA":
                    self.say("354 go on")
                    body = []
                    while (part := self.rfile.readline()) not in (b".\r\n", b""):
                        body.append(part)
                    letters.append(b"".join(body).decode(errors="replace"))
                self.say("221 bye" if word == "QUIT" else "250 ok")
                if word == "QUIT":
                    return

        def say(self, text: str) -> None:
            """One line."""
            self.wfile.write(f"{text}\r\n".encode())

    return Carrier
