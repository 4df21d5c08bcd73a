"""Into an empty place, compared, and nothing goes out twice."""
from __future__ import annotations

import shutil

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.erasing import note_gone
from ops.backup import restore as restoring
from ops.backup.create import backups
from ops.backup.databases import engine
from ops.backup.facts import path_of
from ops.backup.manifest import BackupError, Manifest
from ops.backup.restore import checked, differences, refuse_wrong_place, restore
from ops.checks import UNFINISHED_RESTORE, refuse_bad_start
from ops.letters import HELD, dead_letters
from ops.models import Duty, OutboxRow, PrivateFile
from search.engines import engine as search_engine
from tests.ops.backup.conftest import keep_file


def changed(manifest: Manifest, **fields) -> Manifest:
    """The same promise with other fields."""
    return Manifest(**{**manifest.__dict__, **fields})


def test_restored_place_equals_the_backup(backup, empty_place, capsys):
    with empty_place() as place:
        call_command("restore", str(backup.folder), verify=True)
        said = capsys.readouterr().out
        assert [f"compared: 4 files and {len(backup.manifest.tables)} tables" in said, "restored:" in said] == [True, True]
        assert [path_of(f"private/{file.path}").read_text() for file in PrivateFile.objects.order_by("pk")] == ["one", "two"]
        assert (place / "media").is_dir() and not (place / UNFINISHED_RESTORE).exists()
        assert not search_engine().is_empty()


def test_letters_are_held_until_released_and_what_is_sent_stays_sent(backup, empty_place):
    with empty_place():
        call_command("restore", str(backup.folder))
        held = dead_letters().get()
        assert (held.payload["subject"], held.error.startswith(HELD), held.done_at) == ("owed", True, None)
        assert OutboxRow.objects.filter(event="mail", done_at__isnull=False).count() == 1
        call_command("outbox", "release")
        held.refresh_from_db()
        assert (held.dead_at, held.error, dead_letters().count()) == (None, "", 0)


def test_leases_are_free_and_everybody_signs_in_again(backup, empty_place):
    with empty_place():
        call_command("restore", str(backup.folder))
        assert (OutboxRow.objects.exclude(lease="").count(), Duty.objects.exclude(lease="").count(), Session.objects.count()) == (0, 0, 0)
        assert OutboxRow.objects.get(event="search").dead_at is None


def test_release_leaves_other_dead_letters_alone(db):
    from django.utils import timezone

    OutboxRow.objects.create(event="mail", handler="send", key="1", due_at=timezone.now(), dead_at=timezone.now(), error="refused")
    call_command("outbox", "release")
    assert dead_letters().count() == 1


def test_full_database_is_refused_and_untouched(backup, house):
    before = PrivateFile.objects.count()
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(backup.folder))
    assert (PrivateFile.objects.count(), (house / UNFINISHED_RESTORE).exists()) == (before, False)


def test_folder_with_files_is_refused_and_untouched(backup, empty_place):
    with empty_place() as place:
        (place / "media").mkdir(parents=True)
        (place / "media" / "other.png").write_text("x")
        with pytest.raises(CommandError, match="files already"):
            call_command("restore", str(backup.folder))
        assert engine().is_empty()


def test_damaged_backup_is_refused_before_anything_is_written(backup, empty_place):
    (backup.folder / backup.manifest.files[-1].place).write_text("x")
    with empty_place() as place:
        with pytest.raises(CommandError, match="damaged, 1 faults"):
            call_command("restore", str(backup.folder))
        assert (engine().is_empty(), place.exists()) == (True, False)


def test_check_only_changes_nothing(backup, empty_place):
    with empty_place() as place:
        call_command("restore", str(backup.folder), check_only=True)
        assert (engine().is_empty(), place.exists()) == (True, False)


def test_other_engine_and_newer_release_are_refused(backup, empty_place):
    with empty_place():
        with pytest.raises(BackupError, match="SCHOOL_DATABASE_URL"):
            refuse_wrong_place(changed(backup.manifest, engine="other"))
        with pytest.raises(BackupError, match="newer release"):
            refuse_wrong_place(changed(backup.manifest, migrations=[*backup.manifest.migrations, "ops.9999_later"]))


def test_no_room_is_refused(backup, empty_place, monkeypatch):
    with empty_place():
        monkeypatch.setattr(restoring.shutil, "disk_usage", lambda place: type("Usage", (), {"free": backup.manifest.size - 1}))
        with pytest.raises(BackupError, match="not enough room"):
            refuse_wrong_place(backup.manifest)


def test_every_difference_is_told(backup, empty_place):
    with empty_place():
        restore(backup.folder, checked(backup.folder))
        assert list(differences(backup.manifest)) == []
        keep_file("three")
        first = PrivateFile.objects.order_by("pk")[0]
        path_of(f"private/{first.path}").write_text("new")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'ops'")
        told = list(differences(backup.manifest))
        assert [any(part in line for line in told) for part in ("content was changed", "not of the backup", "table ops_privatefile", "migrations differ")] == [True] * 4


def test_changed_row_of_the_same_number_is_told(backup, empty_place):
    with empty_place():
        restore(backup.folder, checked(backup.folder))
        PrivateFile.objects.filter(pk=PrivateFile.objects.order_by("pk")[0].pk).update(name="other.txt")
        told = [line.split(":")[0] for line in differences(backup.manifest)]
        assert told == (["table ops_privatefile"] if connection.vendor == "postgresql" else [])  # SQLite's file is hashed as a whole before


def test_start_is_refused_while_a_restore_is_unfinished(backup, empty_place):
    with empty_place() as place:
        restore(backup.folder, backup.manifest)
        with pytest.raises(SystemExit, match="ops.E011"):
            refuse_bad_start()
        (place / UNFINISHED_RESTORE).unlink()
        refuse_bad_start()


def test_another_key_is_told(backup, empty_place, settings, capsys):
    with empty_place():
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, []
        call_command("restore", str(backup.folder))
        assert "is not the key of the backup" in capsys.readouterr().err


def test_absent_folder_is_no_backup(tmp_path, db):
    with pytest.raises(CommandError, match="no whole backup"):
        call_command("restore", str(tmp_path / "absent"))


def test_backup_of_another_layout_is_refused(backup, tmp_path):
    from ops.backup.manifest import write_manifest

    copy = tmp_path / "copy"
    shutil.copytree(backup.folder, copy)
    for name in ("manifest.json", "manifest.sha256"):
        (copy / name).unlink()
    write_manifest(copy, changed(backup.manifest, layout=2))
    with pytest.raises(BackupError, match="layout 2"):
        checked(copy)


def test_person_erased_since_the_backup_does_not_come_back(house, empty_place, tmp_path):
    """Twice: by the list that the next backup wrote beside the first, and by that list after the old folder was lost and another backup was made."""
    from accounts.erasing import erase_person, is_erased
    from accounts.models import User
    from accounts.roles import Role
    from tests.people import someone

    gone, stays = someone(Role.MUNICIPAL_USER, email="gone@example.org"), someone(Role.CONTENT_EDITOR, email="stays@example.org")
    call_command("backup", str(tmp_path / "backups"))
    first = backups(tmp_path / "backups")[0]
    note_gone(gone, timezone.now())
    erase_person(gone, timezone.now(), {}, lambda report: None)
    call_command("backup", str(tmp_path / "backups"))
    second = backups(tmp_path / "backups")[1]
    with empty_place("second"):
        call_command("restore", str(second))
        call_command("backup", str(tmp_path / "backups"))
    with empty_place("first"):
        call_command("restore", str(first), verify=True)
        assert [is_erased(User.objects.get(pk=user.pk)) for user in (gone, stays)] == [True, False]
        assert not User.objects.filter(email="gone@example.org").exists()


def test_absent_list_of_erased_persons_is_refused_before_anything_is_written(backup, empty_place, tmp_path):
    with empty_place() as place:
        with pytest.raises(CommandError, match="nothing was changed"):
            call_command("restore", str(backup.folder), erasures=tmp_path / "absent")
        assert (engine().is_empty(), place.exists()) == (True, False)
