"""Threads that come and go leave no memory behind in a runner."""
from __future__ import annotations

import subprocess
import sys

from tests.architecture.test_layers import ROOT

CODE = """
import sys, threading
from ops.memory import few_arenas
asked = few_arenas() if sys.argv[1] == "few" else True
start = threading.Barrier(12)
def work():
    start.wait()
    for _ in range(40):
        kept = [bytes(900) for _ in range(3000)]
        start.wait()
for thread in (threads := [threading.Thread(target=work) for _ in range(12)]):
    thread.start()
for thread in threads:
    thread.join()
with open("/proc/self/smaps") as maps:
    print(asked, sum(1 for line in maps if " rw-p 00000000 00:00 0" in line and line.split("-")[0].endswith("000000")))
"""


def arenas(kind: str) -> list[str]:
    """Whether the wish was taken, and how many heaps of threads (64 MB, so aligned) there are."""
    return subprocess.run([sys.executable, "-c", CODE, kind], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_few_arenas_are_fewer_than_without():
    few, many = arenas("few"), arenas("many")
    assert (few[0], int(few[1]) < int(many[1])) == ("True", True), (few, many)
