"""A disk that is full or cannot be written: each file is whole and recorded or refused in words, and the site still reads."""
from __future__ import annotations

import hashlib
import resource
import signal
import subprocess
import warnings
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client

from accounts.roles import Role
from ops.files import FileRefused, full_path, store_file
from ops.models import FormKey, PrivateFile
from tests.people import someone

SIZE = 6 * 1024 * 1024
UPLOAD = 300_000


@pytest.fixture
def small_disk(tmp_path, settings):
    """A disk of 6 MB with the private files on it. Without the right to mount, a limit on the size of a file stands in, and says so."""
    settings.PRIVATE_ROOT, settings.FREE_SPACE_FLOOR = tmp_path, 0
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(tmp_path)], capture_output=True).returncode == 0
    before, heard = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if not mounted:
        warnings.warn("no right to mount a small disk: files over 200 kB are refused by a limit of the process instead", stacklevel=1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    yield tmp_path, mounted
    if mounted:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, heard)


def upload(n: int) -> PrivateFile:
    size = UPLOAD if n % 2 else UPLOAD // 3
    return store_file(ContentFile(f"{n}\n".encode() + b"a" * size, name=f"{n}.txt"), "test", "", None, {"txt"}, SIZE)


def on_disk(root: Path) -> dict[str, str]:
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in root.rglob("*") if path.is_file()}


def test_hundred_uploads_on_a_full_disk_are_whole_or_refused(db, small_disk):
    root, _mounted = small_disk
    refused = []
    for n in range(100):
        try:
            upload(n)
        except FileRefused as refusal:
            refused.append(str(refusal))
    recorded = {file.path: file.sha256 for file in PrivateFile.objects.all()}
    assert (on_disk(root), len(recorded) + len(refused)) == (recorded, 100)  # no half, no row without a file, no file without a row
    assert set(refused) == {"Сейчас для файла нет места. Сообщите администратору и отправьте файл позже; остальное сохранено."}
    assert len(recorded) > 0 and len(refused) > 0


def test_disk_that_cannot_be_written_refuses_and_goes_on_reading(db, small_disk):
    root, mounted = small_disk
    kept = upload(0)
    if not mounted:
        return
    subprocess.run(["mount", "-o", "remount,ro", str(root)], check=True)
    with pytest.raises(FileRefused):
        upload(2)
    assert (PrivateFile.objects.get(), full_path(kept.path).read_bytes()[:2]) == (kept, b"0\n")


SWITCHES = {
    "sqlite": [("PRAGMA query_only = 1", "PRAGMA query_only = 0"), ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1073741823")],
    "postgresql": [("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")],
}


@pytest.mark.parametrize("number", [0, 1])
def test_database_that_cannot_be_written_answers_503_and_still_shows_pages(committing_db, number):
    off, on = SWITCHES[connection.vendor][number % len(SWITCHES[connection.vendor])]
    client = Client(raise_request_exception=False)
    client.force_login(someone(Role.ADMINISTRATOR))
    client.get("/")
    before = FormKey.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(off)
    pages = [client.get(address).status_code for address in ("/", "/practices/", "/desk/", "/desk/jobs/")]
    written = [client.get("/desk/territory-roles/") for _n in range(60)]  # each issues a key of its form
    sent = client.post("/desk/dead-letters/act/", {"reason": "слова", "act": "retry-all"})
    with connection.cursor() as cursor:
        cursor.execute(on)
    failed = [answer for answer in written if answer.status_code == 503]
    assert (pages, {answer.status_code for answer in written} <= {200, 503}, len(failed) > 0) == ([200] * 4, True, True)
    assert FormKey.objects.count() == before + len(written) - len(failed)  # what was answered well is there, what was refused is not
    assert (failed[-1].headers["Retry-After"], sent.status_code in (302, 503)) == ("30", True)
    assert client.get("/desk/territory-roles/").status_code == 200  # the same process goes on
