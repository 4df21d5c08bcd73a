"""Virus scanner: clamd's INSTREAM protocol, and the quarantine that waits for it."""
from __future__ import annotations

import logging
import socket
import struct
from datetime import timedelta
from typing import IO

from django.conf import settings

from ops.files import full_path
from ops.models import OutboxRow, PrivateFile
from ops.outbox import Later, extend, handles

log = logging.getLogger(__name__)
CHUNK = 64 * 1024
TIMEOUT = 20


class ScannerTrouble(Exception):
    """clamd answered something that is neither clean nor found."""


def scan_stream(file: IO[bytes]) -> str:
    """What clamd finds in the bytes: a name, or nothing. Raises OSError when it can't be reached, ScannerTrouble for another answer."""
    host, _, port = settings.FILE_SCANNER_ADDRESS.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=TIMEOUT) as link:
        link.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            link.sendall(struct.pack("!I", len(chunk)) + chunk)
        link.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (part := link.recv(4096)):
            answer += part
    text = answer.rstrip(b"\0").decode("utf-8", "replace").removeprefix("stream: ")
    if text == "OK":
        return ""
    if text.endswith(" FOUND"):
        return text.removesuffix(" FOUND")
    raise ScannerTrouble(text or "no answer")


@handles("file_stored", "scan", limit=1)
def scan_file(rows: list[OutboxRow]) -> None:
    """Look at one stored file. While clamd can't be reached the file stays as it is: in quarantine nothing is served."""
    for row in rows:
        extend([row])
        file = PrivateFile.objects.filter(pk=int(row.key)).first()
        if file is None:
            continue
        try:
            with full_path(file.path).open("rb") as content:
                found = scan_stream(content)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise Later(f"clamd: {error!r}", timedelta(seconds=30)) from error
        if found:
            log.error("private files: %s found in file %s", found, file.pk)
        PrivateFile.objects.filter(pk=file.pk).update(scan=PrivateFile.State.INFECTED if found else PrivateFile.State.CLEAN)
