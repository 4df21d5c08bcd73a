"""clamd's INSTREAM protocol against a server that speaks it, and the quarantine."""
from __future__ import annotations

import io
import socketserver
import struct
import threading

import pytest
from django.core.files.base import ContentFile

from ops.files import FileRefused, full_path, store_file, user_can_read_file
from ops.models import OutboxRow, PrivateFile
from ops.outbox import drain
from ops.rules.kinds import MIME
from ops.scanner import ScannerTrouble, scan_stream
from tests.ops.samples import PDF

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.BaseRequestHandler):
    """The server's half of INSTREAM as clamd's manual has it: zINSTREAM NUL, chunks by length, length 0, answer with NUL."""

    def take(self, size):
        data = b""
        while len(data) < size:
            data += self.request.recv(size - len(data)) or b""
        return data

    def handle(self):
        assert self.take(10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack("!I", self.take(4))[0]:
            data += self.take(size)
        self.server.seen.append(data)
        answer = self.server.answer or (b"stream: Eicar-Test-Signature FOUND" if EICAR in data else b"stream: OK")
        self.request.sendall(answer[:5])
        self.request.sendall(answer[5:] + (b"" if self.server.answer else b"\0"))


@pytest.fixture
def clamd(settings, tmp_path):
    """A running server, and settings that point there."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
    server.daemon_threads, server.seen, server.answer = True, [], b""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.FILE_SCANNER, settings.FILE_SCANNER_ADDRESS = "clamd", "{}:{}".format(*server.server_address)
    settings.FILE_QUARANTINE, settings.PRIVATE_ROOT = True, tmp_path / "private"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def policy(monkeypatch):
    """Everybody may read; what is left is the scanner's say."""
    monkeypatch.setitem(__import__("ops.files").files.POLICIES, "test", lambda user, file: True)


def put(data=PDF, name="a.pdf"):
    return store_file(ContentFile(data, name=name), "test", "", None, set(MIME), 10_000_000)


def served(file) -> bool:
    return user_can_read_file(None, PrivateFile.objects.get(pk=file.pk))


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 1_000_000])
def test_stream_arrives_whole(clamd, size):
    data = b"a" * size
    assert scan_stream(io.BytesIO(data)) == ""
    assert clamd.seen == [data]


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"UNKNOWN COMMAND\0"])
def test_stream_other_answers_are_trouble(clamd, answer):
    clamd.answer = answer or b" \0"
    with pytest.raises(ScannerTrouble):
        scan_stream(io.BytesIO(b"a"))


def test_file_waits_in_quarantine_until_clean(clamd, db):
    file = put()
    assert (file.scan, served(file)) == (PrivateFile.State.PENDING, False)
    assert drain() == 1
    assert (PrivateFile.objects.get().scan, served(file)) == (PrivateFile.State.CLEAN, True)
    assert clamd.seen == [PDF]


@pytest.mark.parametrize(("name", "wrap"), [
    ("a.txt", EICAR), ("a.csv", b"a;b\n" + EICAR), ("b.txt", EICAR + b"\n"), ("c.txt", b"\xef\xbb\xbf" + EICAR),
    ("a.pdf", PDF[:9] + EICAR + PDF[9:]), ("b.pdf", PDF.replace(b"<<>>", b"<</A(" + EICAR + b")>>", 1)), ("c.pdf", PDF + EICAR), ("d.csv", b"x" * 70_000 + EICAR),
])
def test_infected_file_is_never_served(clamd, db, name, wrap):
    file = put(wrap, name)
    drain()
    assert (PrivateFile.objects.get().scan, served(file)) == (PrivateFile.State.INFECTED, False)


def test_file_without_quarantine_is_served_until_found_infected(clamd, db, settings):
    settings.FILE_QUARANTINE = False
    file = put(EICAR, "a.txt")
    assert served(file)
    drain()
    assert not served(file)


def test_scanner_down_keeps_the_upload_in_quarantine_and_costs_no_attempt(clamd, db):
    clamd.shutdown()
    clamd.server_close()
    file = put()
    assert drain() == 0
    row = OutboxRow.objects.get()
    assert (row.attempts, row.done_at, row.dead_at) == (0, None, None)
    assert not served(file)


def test_scanner_in_trouble_keeps_the_upload_in_quarantine(clamd, db):
    clamd.answer = b"INSTREAM size limit exceeded. ERROR\0"
    file = put()
    drain()
    assert (OutboxRow.objects.get().attempts, served(file)) == (1, False)


def test_file_that_is_gone_is_forgotten(clamd, db):
    put().delete()
    assert drain() == 1


def test_bytes_that_are_gone_are_a_failure(clamd, db):
    full_path(put().path).unlink()
    drain()
    assert "FileNotFoundError" in OutboxRow.objects.get().error


def test_dishonest_file_is_refused_before_the_scanner(clamd, db):
    with pytest.raises(FileRefused):
        put(b"<html>", "a.pdf")
    assert OutboxRow.objects.count() == 0
