"""The units of deploy/ without systemd: their own commands, environment, socket, restart and way to stop."""
from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

from tools.production_check.house import House, Refused
from tools.production_check.services import Services


class Unit:
    """One service."""

    def __init__(self, house: House, path: Path, door: socket.socket | None) -> None:
        self.house, self.name, self.door = house, path.stem, door
        lines = [line.partition("=") for line in path.read_text().splitlines() if "=" in line and not line.startswith("#")]
        self.said: dict[str, str] = {key: value for key, _, value in lines}
        self.process: subprocess.Popen[bytes] | None = None
        self.stopping, self.starts = False, 0

    def environment(self) -> dict[str, str]:
        """From the file that the unit names; nothing of ours but where the database's socket lies and who the unit's user is."""
        lines = Path(self.said["EnvironmentFile"]).read_text().splitlines()
        named = dict(line.split("=", 1) for line in lines if line.strip() and not line.startswith("#"))
        keep = {key: self.house.env[key] for key in ("PATH", "PGHOST", "PGPORT")}
        return {**keep, **named, "PGUSER": self.said["User"], "LISTEN_FDS": "1" if self.door else "0"}

    def command(self) -> list[str]:
        """ExecStart; the socket stands at number 3 as systemd hands it over."""
        words = shlex.split(self.said["ExecStart"])
        hand_over = f"exec 3<&{self.door.fileno()}; export LISTEN_PID=$$; " if self.door else ""
        return ["sh", "-c", f'{hand_over}exec "$@"', "sh", *words]

    def start(self) -> None:
        """And start again when it dies, as Restart=always says."""
        self.stopping = False
        self.spawn()
        threading.Thread(target=self.watch, args=(self.process,), daemon=True).start()

    def spawn(self) -> None:
        """One process."""
        self.starts += 1
        with (self.house.top / "log" / self.name).open("a") as log:
            self.process = subprocess.Popen(
                self.command(), env=self.environment(), cwd=self.said["WorkingDirectory"], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True, pass_fds=[self.door.fileno()] if self.door else [],
            )

    def watch(self, process: subprocess.Popen[bytes]) -> None:
        """Until told to stop."""
        while not self.stopping:
            process.wait()
            time.sleep(float(self.said.get("RestartSec", "1")))
            if not self.stopping and process is self.process:
                self.spawn()
                process = self.process
            elif process is not self.process:
                return

    def once(self) -> str:
        """A oneshot: its output. Raises Refused."""
        run = subprocess.run(self.command(), env=self.environment(), cwd=self.said["WorkingDirectory"], capture_output=True, text=True)
        if run.returncode:
            raise Refused(run.stdout + run.stderr)
        return run.stdout

    def stop(self) -> float:
        """SIGTERM to the main process, after TimeoutStopSec SIGKILL to all; the seconds it took."""
        self.stopping, began, process = True, time.monotonic(), self.process
        if process is None:
            return 0.0
        process.terminate()
        try:
            process.wait(float(self.said.get("TimeoutStopSec", "90")))
        except subprocess.TimeoutExpired:
            pass
        self.kill(process)
        return time.monotonic() - began

    def kill(self, process: subprocess.Popen[bytes] | None = None) -> None:
        """SIGKILL to the whole group: no handler, no clean-up."""
        process = process or self.process
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()

    def reload(self) -> None:
        """As ExecReload says."""
        assert self.said["ExecReload"].startswith("/bin/kill -HUP"), self.said["ExecReload"]
        self.process.send_signal(signal.SIGHUP)

    def children(self) -> list[int]:
        """Processes of its pool."""
        text = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(number) for number in text.split()]

    def all_pids(self) -> list[int]:
        """The main process and its pool."""
        return [self.process.pid, *self.children()]


class Systemd:
    """What the page's `systemctl` lines ask for."""

    def __init__(self, house: House, services: Services) -> None:
        self.services = services
        self.house, self.units, self.door, self.nginx = house, {}, None, None

    def obey(self, line: str) -> None:
        """One line. Raises Refused for what it does not know."""
        words = [word for word in shlex.split(line)[1:] if not word.startswith("--")]
        verb, names = words[0], words[1:]
        for name in names:
            if name == "nginx":
                self.reload_nginx()
            elif name == "elasticsearch.service":
                self.services.start_elastic()
            elif name.endswith(".socket"):
                self.open_door(name)
            elif name.endswith(".service"):
                self.act(verb, name.removesuffix(".service"))
            elif not name.endswith(".timer") or not (self.folder / name).exists():
                raise Refused(f"no unit {name}")

    @property
    def folder(self) -> Path:
        """Where the page installs units."""
        return self.house.top / "etc/systemd/system"

    def open_door(self, name: str) -> None:
        """The socket, which outlives every web server."""
        said = dict(line.split("=", 1) for line in (self.folder / name).read_text().splitlines() if "=" in line)
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(said["ListenStream"])
        os.chmod(said["ListenStream"], 0o666)
        self.door.listen(int(said["Backlog"]))

    def act(self, verb: str, name: str) -> None:
        """enable, restart, reload, stop."""
        if verb in ("restart", "stop"):
            self.units[name].stop()
        if verb == "reload":
            self.units[name].reload()
        if verb in ("enable", "restart", "start"):
            self.units[name] = self.unit(name)
            self.units[name].start()

    def unit(self, name: str) -> Unit:
        """As its file says now."""
        path = self.folder / f"{name}.service"
        return Unit(self.house, path, self.door if f"Requires={name}.socket" in path.read_text() else None)

    def reload_nginx(self) -> None:
        """Start it, or let it read its files again."""
        conf = self.house.top / "etc/nginx/nginx.conf"
        temps = " ".join(f"{kind}_temp_path {self.house.top}/run/nginx-{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;" if os.getuid() == 0 else ""
        conf.write_text(
            f"daemon off; {user} worker_processes 1; pid {self.house.top}/run/nginx.pid; error_log {self.house.top}/log/nginx;\n"
            f"events {{ worker_connections 512; }}\nhttp {{ include /etc/nginx/mime.types; access_log off; {temps}\n"
            f"include {self.house.top}/etc/nginx/sites-enabled/*; }}\n"
        )
        if self.nginx is not None:
            self.nginx.send_signal(signal.SIGHUP)
            return
        try:
            command = ["nginx", "-c", str(conf)]
            self.nginx = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        except FileNotFoundError:
            raise Refused("nginx is not installed: apt-get install nginx-light") from None

    def stop(self) -> None:
        """Everything that was started."""
        for unit in self.units.values():
            unit.said["TimeoutStopSec"] = "10"
            unit.stop()
        if self.nginx is not None and self.nginx.poll() is None:
            self.nginx.terminate()
            self.nginx.wait(10)
        if self.door is not None:
            self.door.close()
