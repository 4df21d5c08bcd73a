"""Install, start, try, tell: a line per check, exit status 1 when one failed. FRESH=1 installs the packages anew instead of taking the present environment."""
from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable

from tools.production_check import faults, site
from tools.production_check.house import House
from tools.production_check.services import Services, wait
from tools.production_check.units import Systemd
from tools.production_check.visitor import Visitor


class Table:
    """What was tried, and how it went."""

    def __init__(self) -> None:
        self.began, self.failed, self.passed = time.monotonic(), 0, 0

    def line(self, name: str, check: Callable[[], str]) -> bool:
        """Run one check and print its line; whether it passed."""
        began = time.monotonic()
        try:
            said, ok = check(), True
        except Exception as error:
            said, ok = f"{type(error).__name__}: {error}" + (f"\n{traceback.format_exc()}" if os.environ.get("TRACE") else ""), False
        print(f"{'ok    ' if ok else 'FAILED'} {name.replace('_', ' '):20} {time.monotonic() - began:5.1f} s  {said}", flush=True)
        self.passed, self.failed = self.passed + ok, self.failed + (not ok)
        return ok


def install(everything: site.Site) -> str:
    """By the page, in order."""
    everything.house.publish()
    everything.services.start()
    faults.follow(everything)
    wait(lambda: answers(everything), "the first page", 60)
    return f"docs/install.md, {len(everything.house.blocks())} blocks"


def answers(everything: site.Site) -> bool:
    """Whether the site is there."""
    try:
        return Visitor(everything.house).get("/livez").status == 200
    except OSError:
        return False


def units_verified(everything: site.Site) -> str:
    """systemd's own look at the units, where it is installed."""
    names = " ".join(str(path) for path in sorted(everything.systemd.folder.glob("school-*")))
    said = everything.house.run(f"command -v systemd-analyze >/dev/null || exit 0; systemd-analyze verify --man=no {names} 2>&1 | grep -F school- || true")
    assert not said.strip(), said
    return "systemd-analyze verify says nothing"


def log_tail(house: House) -> None:
    """What the processes said, for whoever mends it."""
    for path in sorted((house.top / "log").glob("*")):
        if text := path.read_text(errors="replace")[-2000:].strip():
            print(f"--- {path.name}\n{text}")


def main() -> int:
    """The number of checks that failed, 1 at most."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    house, table = House(), Table()
    services = Services(house)
    systemd = Systemd(house, services)
    everything = site.Site(house, services, systemd)
    try:
        if table.line("install", lambda: install(everything)):
            table.line("units", lambda: units_verified(everything))
            only = set(sys.argv[1:])
            for check in (*site.CHECKS, *faults.CHECKS):
                if not only or check.__name__ in only:
                    table.line(check.__name__, lambda check=check: check(everything))
        if table.failed:
            log_tail(house)
    finally:
        systemd.stop()
        services.stop()
        house.remove()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{table.passed} ok, {table.failed} failed, {time.monotonic() - table.began:.0f} s, processor {used.ru_utime + used.ru_stime:.0f} s")
    return min(1, table.failed)


if __name__ == "__main__":
    sys.exit(main())
