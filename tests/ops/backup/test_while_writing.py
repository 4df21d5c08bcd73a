"""Backups while other processes write: one instant, with every file of its rows."""
from __future__ import annotations

import hashlib
import signal
import time
from datetime import timedelta

import pytest
from django.core.management import call_command

from ops.backup.create import make_backup
from ops.backup.databases import engine
from ops.backup.facts import path_of
from ops.backup.files import Copies
from ops.models import Counter, PrivateFile
from tests.ops.backup.conftest import AT
from tests.ops.runners import Runners


@pytest.fixture
def writers(house):
    """Three processes that write, well under way."""
    runners = Runners(house)
    for _ in range(3):
        runners.start("-m", "tests.ops.backup.writer")
    runners.wait(lambda: PrivateFile.objects.count() > 20)
    yield runners
    runners.end()


def stop(runners) -> None:
    """All end well."""
    for process in runners.started:
        process.send_signal(signal.SIGTERM)
    assert [process.wait(20) for process in runners.started] == [0, 0, 0], (runners.folder / "out").read_text()[-2000:]


def test_backup_while_writing_is_one_instant(writers, empty_place, tmp_path):
    made = []
    for number in range(4):
        time.sleep(0.3)
        made.append(make_backup(tmp_path / "backups", AT + timedelta(minutes=number)))
    stop(writers)
    assert [one.warnings for one in made] == [[]] * 4  # a file that goes just after the instant would stand in `missing`, its row being gone
    pairs = [one.manifest.tables["ops_counter"][0] for one in made]
    assert pairs == sorted(pairs) and pairs[0] < pairs[-1]
    with empty_place():
        call_command("restore", str(made[-1].folder), verify=True)
        names = list(Counter.objects.values_list("name", flat=True))
        assert {name[2:] for name in names if name.startswith("a ")} == {name[2:] for name in names if name.startswith("b ")}
        gone = set(made[-1].manifest.missing)
        files = [file for file in PrivateFile.objects.all() if f"private/{file.path}" not in gone]
        assert len(files) > len(gone) * 5
        assert [file.pk for file in files if hashlib.sha256(path_of(f"private/{file.path}").read_bytes()).hexdigest() != file.sha256] == []


def test_without_the_second_look_files_are_missing(writers, tmp_path, monkeypatch):
    """Control: files copied before the dump only."""
    take, kind = Copies.take, type(engine())
    dump = kind.dump

    def late(self, target, at_once):
        time.sleep(0.5)
        monkeypatch.setattr(Copies, "take", lambda copies, place: place in copies.kept)
        return dump(self, target, at_once)

    monkeypatch.setattr(kind, "dump", late)
    made = make_backup(tmp_path / "backups", AT)
    monkeypatch.setattr(Copies, "take", take)
    stop(writers)
    assert len(made.manifest.missing) > 0
