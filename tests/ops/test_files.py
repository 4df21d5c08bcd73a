"""Private files: whole or not at all, by their bytes, within limits."""
from __future__ import annotations

import hashlib
import os
import resource
import shutil
import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.roles import Role
from ops.files import FileRefused, drop_file, full_path, store_file
from ops.janitor import remove_orphans
from ops.models import OutboxRow, PrivateFile
from tests.ops.samples import BAD, CSV, EVERY, GOOD, PDF, XLSX, huge_png
from tests.people import someone


@pytest.fixture(autouse=True)
def own_root(settings, tmp_path):
    """An own private folder per test."""
    settings.PRIVATE_ROOT = tmp_path / "private"


def put(data=PDF, name="отчёт.pdf", by=None, allow=EVERY, most=1_000_000):
    return store_file(ContentFile(data, name=name), "test", "7", by, set(allow), most)


def files_on_disk(settings) -> list[Path]:
    return [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


def test_store_keeps_bytes_hash_and_place(db, settings):
    file = put()
    path = full_path(file.path)
    assert path.read_bytes() == PDF
    assert (file.name, file.mime, file.size, file.sha256) == ("отчёт.pdf", "application/pdf", len(PDF), hashlib.sha256(PDF).hexdigest())
    assert file.scan == PrivateFile.State.UNCHECKED
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [part for part in file.path.split("/")][:2] == [path.name[:2], path.name[2:4]]
    assert files_on_disk(settings) == [path]


@pytest.mark.parametrize("name", GOOD)
def test_store_honest_file_is_taken(db, name):
    file = put(GOOD[name], name)
    assert file.name == name
    assert full_path(file.path).read_bytes() == GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_store_dishonest_file_is_refused_and_leaves_nothing(db, settings, name):
    with pytest.raises(FileRefused):
        put(BAD[name], name)
    assert files_on_disk(settings) == []
    assert PrivateFile.objects.count() == 0


def test_samples_are_enough():
    assert len(BAD) >= 40


def test_store_kind_not_allowed_names_the_kinds_taken(db):
    with pytest.raises(FileRefused, match="XLSX"):
        put(PDF, "отчёт.pdf", allow={"xlsx", "csv"})


def test_store_unknown_kind_in_the_allow_list_is_a_mistake_of_the_caller(db):
    with pytest.raises(ValueError, match="svg"):
        put(allow={"svg"})


def test_store_old_office_is_told_the_way_out(db):
    with pytest.raises(FileRefused, match="XLSX"):
        put(BAD["старый.xlsx"], "старый.xlsx")


@pytest.mark.parametrize(("more", "taken"), [(-1, True), (0, True), (1, False)])
def test_store_size_at_its_limit(db, settings, more, taken):
    data = b"a" * (3000 + more)
    if taken:
        assert put(data, "a.txt", most=3000).size == 3000 + more
    else:
        with pytest.raises(FileRefused):
            put(data, "a.txt", most=3000)
        assert files_on_disk(settings) == []


def test_store_size_announced_too_small_is_counted(db, settings):
    upload = ContentFile(b"a" * 3001, name="a.txt")
    upload.size = 10
    with pytest.raises(FileRefused):
        store_file(upload, "test", "", None, {"txt"}, 3000)
    assert files_on_disk(settings) == []


def test_store_over_a_limit_of_megabytes_names_it(db):
    with pytest.raises(FileRefused, match="больше 2 МБ"):
        put(b"a" * (2 * 1024 * 1024 + 1), "a.txt", most=2 * 1024 * 1024)


def test_store_in_a_folder_that_cannot_be_written_is_an_error_not_a_refusal(db, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.PRIVATE_ROOT = tmp_path / "file"
    with pytest.raises(NotADirectoryError):
        put()


@pytest.mark.parametrize(("width", "taken"), [(4999, True), (5000, True), (5001, False)])
def test_store_picture_at_its_limit_of_pixels(db, width, taken):
    if taken:
        assert put(huge_png(width, 5000), "a.png").mime == "image/png"
    else:
        with pytest.raises(FileRefused):
            put(huge_png(width, 5000), "a.png")


@pytest.mark.parametrize(("more", "taken"), [(-1, True), (0, True), (1, False)])
def test_store_quota_at_its_limit(db, settings, more, taken):
    settings.FILE_QUOTA = 5000
    person = someone(Role.CONTENT_EDITOR)
    put(b"a" * 3000, "a.txt", person)
    put(b"a" * 3000, "a.txt", someone(Role.ANALYST))
    if taken:
        put(b"a" * (2000 + more), "a.txt", person)
    else:
        with pytest.raises(FileRefused):
            put(b"a" * (2000 + more), "a.txt", person)
        assert len(files_on_disk(settings)) == 2


def test_store_below_the_floor_of_free_space_is_refused(db, settings, tmp_path):
    free = shutil.disk_usage(tmp_path).free
    settings.FREE_SPACE_FLOOR = free * 2
    with pytest.raises(FileRefused):
        put()
    assert files_on_disk(settings) == []


@pytest.fixture
def small_disk(settings, tmp_path):
    """A disk of 6 MB, where the system lets us mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(disk)], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"a small disk needs the right to mount: {mounted.stderr.strip()}")
    settings.PRIVATE_ROOT, settings.FREE_SPACE_FLOOR = disk, 0
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_store_on_a_full_disk_is_whole_or_refused(db, settings, small_disk):
    """100 uploads of 100 kB into 6 MB: each is kept with its hash or refused, and no half stays."""
    refused = 0
    for n in range(100):
        try:
            put(f"{n:04}\n".encode() * 20_000, f"{n}.txt")
        except FileRefused:
            refused += 1
    rows = {full_path(file.path): file.sha256 for file in PrivateFile.objects.all()}
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files_on_disk(settings)} == rows
    assert refused == 100 - len(rows)
    assert 35 < refused < 45


def test_store_when_the_disk_fills_while_writing_is_refused(db, settings, small_disk):
    """The floor is passed by what was announced; the disk is full before the end."""
    upload = ContentFile(b"a" * 9_000_000, name="a.txt")
    upload.size = 1000
    with pytest.raises(FileRefused, match="нет места"):
        store_file(upload, "test", "", None, {"txt"}, 10_000_000)
    assert files_on_disk(settings) == []
    assert put(CSV, "a.csv").size == len(CSV)


def test_store_when_the_system_refuses_to_write_is_refused(db, settings):
    """The same without the right to mount: the kernel lets this process write 100,000 bytes into a file and no more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(FileRefused, match="нет места"):
            put(b"a" * 200_000, "a.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert files_on_disk(settings) == []


def test_store_rolled_back_leaves_an_orphan_that_the_janitor_removes(db, settings):
    kept = put()
    with pytest.raises(RuntimeError), transaction.atomic():
        put(XLSX, "a.xlsx")
        raise RuntimeError
    stranger = Path(settings.PRIVATE_ROOT) / "README"
    stranger.write_text("not ours")
    half = Path(settings.PRIVATE_ROOT) / "half" / ("0" * 32)
    half.write_text("killed")
    now = timezone.now()
    remove_orphans(now)
    assert len(files_on_disk(settings)) == 4  # a day of grace: their transaction may still be open
    remove_orphans(now + timedelta(days=1, minutes=1))
    assert set(files_on_disk(settings)) == {full_path(kept.path), stranger}


def test_drop_removes_the_bytes_after_commit_only(db, settings, django_capture_on_commit_callbacks):
    file = put()
    with django_capture_on_commit_callbacks(execute=False) as late:
        drop_file(file)
    assert (PrivateFile.objects.count(), len(files_on_disk(settings))) == (0, 1)
    for act in late:
        act()
    assert files_on_disk(settings) == []


def test_store_without_scanner_owes_nothing(db):
    put()
    assert OutboxRow.objects.count() == 0


def test_bytes_are_not_readable_by_others(db, settings):
    put()
    assert os.stat(full_path(PrivateFile.objects.get().path)).st_mode & 0o007 == 0
