"""`make_backup`: whole or not there, with what rows name and nothing else."""
from __future__ import annotations

import fcntl
import json
import stat
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from ops.backup import create
from ops.backup.create import HALF, LOCK, NOTE, backups, make_backup, write_keys
from ops.backup.files import bytes_present
from ops.backup.manifest import BackupError, faults_of, read_manifest
from ops.models import OutboxRow, PrivateFile
from tests.ops.backup.conftest import AT


def test_backup_holds_the_files_that_rows_name_and_counts_every_table(backup, house):
    manifest = read_manifest(backup.folder)
    private = {f"private/{path}" for path in PrivateFile.objects.values_list("path", flat=True)}
    places = {kept.place for kept in manifest.files}
    assert backup.folder.name == "school-20261120T020000Z"
    assert {place for place in places if place.startswith("private/")} == private
    assert len([place for place in places if place.startswith("media/")]) == 1
    assert places - private - {place for place in places if place.startswith("media/")} == {manifest.database}
    assert (manifest.tables["ops_privatefile"][0], manifest.tables["ops_outboxrow"][0]) == (2, OutboxRow.objects.count())
    assert (list(faults_of(backup.folder, manifest)), backup.warnings, manifest.missing) == ([], [], [])
    assert json.loads((house / NOTE).read_text())["folder"] == backup.folder.name


def test_backup_is_readable_by_its_owner_only(backup):
    modes = {stat.S_IMODE(path.stat().st_mode) for path in backup.folder.rglob("*")} | {stat.S_IMODE(backup.folder.stat().st_mode)}
    assert modes == {0o600, 0o700}


def test_orphan_and_half_upload_stay_out(house, tmp_path):
    for place in ("private/aa/bb/orphan", "private/half/upload", "media/orphan.png"):
        (house / place).parent.mkdir(parents=True, exist_ok=True)
        (house / place).write_text("nobody's")
    made = make_backup(tmp_path / "backups", AT)
    assert [kept.place for kept in made.manifest.files if "orphan" in kept.place or "half" in kept.place] == []


def test_lost_file_and_changed_file_are_told_and_the_backup_is_whole(house, tmp_path):
    first, second = PrivateFile.objects.order_by("pk")
    (house / "private" / first.path).unlink()
    (house / "private" / second.path).write_text("changed")
    made = make_backup(tmp_path / "backups", AT)
    assert made.manifest.missing == [f"private/{first.path}"]
    assert [warning.split(":")[0] for warning in made.warnings] == [f"private/{first.path}", f"private/{second.path}"]
    assert list(faults_of(made.folder, made.manifest)) == []


def test_second_backup_of_the_same_second_gets_its_own_folder(backup, tmp_path):
    assert make_backup(tmp_path / "backups", AT).folder.name == "school-20261120T020001Z"


@pytest.mark.parametrize(("keep", "left"), [(None, 4), (4, 4), (3, 3), (1, 1)])
def test_rotation_keeps_the_newest(house, tmp_path, keep, left):
    place = tmp_path / "backups"
    for day in range(3):
        make_backup(place, AT + timedelta(days=day))
    made = make_backup(place, AT + timedelta(days=3), keep)
    assert (len(backups(place)), backups(place)[-1], len(made.removed)) == (left, made.folder, 4 - left)
    assert sorted(path.name for path in place.iterdir()) == sorted([LOCK, *(path.name for path in backups(place))])


def test_broken_backup_leaves_nothing_and_removes_no_old_one(backup, tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(create, "write_manifest", full)
    with pytest.raises(BackupError, match="No space left"):
        make_backup(tmp_path / "backups", AT + timedelta(days=1), keep=1)
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == [LOCK, backup.folder.name]


def test_half_of_a_killed_backup_is_removed_by_the_next(backup, tmp_path):
    (tmp_path / "backups" / f"{HALF}1").mkdir()
    make_backup(tmp_path / "backups", AT)
    assert list((tmp_path / "backups").glob(f"{HALF}*")) == []


def test_second_backup_at_once_is_refused(backup, tmp_path):
    with (tmp_path / "backups" / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BackupError, match="is running"):
            make_backup(tmp_path / "backups", AT)


@pytest.mark.parametrize(("spare", "made"), [(0, True), (-1, False)])
def test_room_at_its_limit(house, tmp_path, monkeypatch, settings, spare, made):
    settings.FREE_SPACE_FLOOR = 1000
    free = create.engine().size() + bytes_present() + 1000 + spare
    monkeypatch.setattr(create.shutil, "disk_usage", lambda place: type("Usage", (), {"free": free}))
    if made:
        make_backup(tmp_path / "backups", AT)
    else:
        with pytest.raises(BackupError, match="must stay free"):
            make_backup(tmp_path / "backups", AT)
    assert len(backups(tmp_path / "backups")) == made


def test_keys_are_written_once_for_their_owner_only(house, tmp_path, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "k" * 50, ["old"]
    path = tmp_path / "keys"
    assert (write_keys(path), write_keys(path), stat.S_IMODE(path.stat().st_mode)) == (True, False, 0o600)
    assert json.loads(path.read_text()) == {"SCHOOL_SECRET_KEY": "k" * 50, "SCHOOL_SECRET_KEY_FALLBACKS": "old"}
    settings.SECRET_KEY = "n" * 50
    with pytest.raises(BackupError, match="other keys"):
        write_keys(path)


def test_no_key_is_in_the_backup(house, tmp_path, settings):
    settings.SECRET_KEY = "canary-key-of-this-test-" + "x" * 40
    made = make_backup(tmp_path / "backups", AT)
    assert [path.name for path in made.folder.rglob("*") if path.is_file() and b"canary-key" in path.read_bytes()] == []


def test_command_refuses_keys_beside_the_backup(house, tmp_path):
    with pytest.raises(CommandError, match="outside of the folder"):
        call_command("backup", str(tmp_path / "b"), keys=tmp_path / "b" / "keys")
    assert not (tmp_path / "b").exists()


def test_command_says_what_it_made(house, tmp_path, capsys):
    call_command("backup", str(tmp_path / "b"), "--keys", str(tmp_path / "keys"), "--keep", "2")
    said = capsys.readouterr().out
    assert (len(backups(tmp_path / "b")), f"keys: {tmp_path / 'keys'}" in said, "3 files" in said) == (1, True, True)
