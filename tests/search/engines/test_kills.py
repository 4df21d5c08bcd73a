"""kill -9 of the embedded writer, and two processes that write in turn: the index can always be read, is one whole batch, and grows no orphans."""
from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search.engines.embedded import EmbeddedEngine
from search.query import CatalogueQuery, parse
from tests.architecture.test_layers import ROOT
from tests.search.documents import document
from tests.search.engines.writers import DOCUMENTS, batch_of, last

KILLS, TURNS = 20, 200


@contextmanager
def process(folder: Path, kind: str) -> Iterator[subprocess.Popen[str]]:
    """A process of `writers`, ended with all its children."""
    command = [sys.executable, "-m", "tests.search.engines.writers", str(folder), kind]
    started = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        yield started
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def say(to: subprocess.Popen[str], line: str) -> str:
    """A line, and the answer."""
    assert to.stdin and to.stdout
    to.stdin.write(f"{line}\n")
    to.stdin.flush()
    return to.stdout.readline().strip()


def kill_writers(folder: Path, kills: int) -> tuple[int, int]:
    """(batches acknowledged, kills in the middle of a batch). Raises AssertionError where the index cannot be read, lost a batch or holds half of one."""
    engine, midst = EmbeddedEngine(folder / "index"), 0
    engine.rebuild(lambda: [batch_of(0)])
    with process(folder, "fork") as writers:
        for _ in range(kills):
            child, before = int(say(writers, "go")), last(folder)
            end = time.monotonic() + 30
            while last(folder) == before:
                assert time.monotonic() < end, f"no batch after {before}: the writer died of itself"
                time.sleep(0.001)
            time.sleep(random.uniform(0, 0.06))
            os.kill(child, signal.SIGKILL)
            assert writers.stdout and writers.stdout.readline() == "dead\n"
            versions = engine.ids()
            committed, acknowledged = set(versions.values()), last(folder)
            assert (len(versions), len(committed)) == (DOCUMENTS, 1), versions
            assert committed <= {acknowledged, acknowledged + 1}, (committed, acknowledged)
            assert engine.search(CatalogueQuery(text="пачка"), parse("пачка"), ()).total == DOCUMENTS
            midst += any(path.name.startswith(".tmp") or path.stat().st_mtime_ns > (engine.folder / engine.current() / "meta.json").stat().st_mtime_ns
                         for path in (engine.folder / engine.current()).iterdir())
    return last(folder), midst


def test_writer_killed_twenty_times_leaves_whole_batches(tmp_path):
    batches, midst = kill_writers(tmp_path, KILLS)
    assert (batches >= KILLS, midst > 0) == (True, True)
    engine = EmbeddedEngine(tmp_path / "index")
    for number in (batches + 2, batches + 3):  # the next writer sweeps away what the dead ones left
        with engine.batch() as batch:
            batch.put(batch_of(number))
    assert (engine.health().ok, engine.health().documents, set(engine.ids().values())) == (True, DOCUMENTS, {batches + 3})


def test_file_left_by_a_killed_writer_does_not_stop_the_next(tmp_path):
    """The name of a file of deletions is made of the segment and the count of operations: the next writer's first batch takes the same."""
    engine = EmbeddedEngine(tmp_path / "index")
    engine.rebuild(lambda: [[document(pk, "Карточка") for pk in range(1, 41)]])
    folder, trial = engine.folder / engine.current(), tmp_path / "trial"
    shutil.copytree(tmp_path / "index", trial)
    same = [document(7, "Седьмая")]
    with EmbeddedEngine(trial).batch() as batch:
        batch.put(same)
    (left,) = {path.name for path in (trial / folder.parent.name / folder.name).glob("*.del")}
    managed = folder / ".managed.json"
    managed.write_text(json.dumps([*json.loads(managed.read_text()), left]))
    (folder / left).write_bytes(b"half")
    with engine.batch() as batch:
        batch.put(same)
    assert (engine.health().documents, engine.counts(["седьмая"])) == (40, {"седьмая": 1})


def turns(folder: Path, kind: str, number_of: int = TURNS) -> EmbeddedEngine:
    """Two processes write in turn; the engine to look at what they leave."""
    engine = EmbeddedEngine(folder / "index")
    engine.rebuild(lambda: [batch_of(0)])
    with process(folder, kind) as first, process(folder, kind) as second:
        for number in range(1, number_of + 1):
            assert say((first, second)[number % 2], str(number)) == "done"
    assert set(engine.ids().values()) == {number_of}
    return engine


def test_two_hundred_batches_of_two_processes_leave_no_orphans(tmp_path):
    assert turns(tmp_path, "fresh").health().bytes_orphaned == 0


def test_one_index_kept_open_leaves_orphans(tmp_path):
    """Control: the same with an index that lives as long as its process."""
    assert turns(tmp_path, "kept", 30).health().bytes_orphaned > 0


@pytest.mark.nightly
def test_writer_killed_two_hundred_times(tmp_path):
    assert kill_writers(tmp_path, 200)[0] >= 200
