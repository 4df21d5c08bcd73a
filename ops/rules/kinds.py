"""What a file really is: told by its bytes, never by what the browser says."""
from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "csv": "text/csv",
    "txt": "text/plain",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "zip": "application/zip",
}
TEXTS = frozenset({"csv", "txt"})
IMAGES = frozenset({"jpg", "jpeg", "png", "webp"})
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OPEN_DOCUMENT = frozenset({"odt", "ods", "odp"})
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_PIXELS = 25_000_000
MOST_ENTRIES = 5_000
CHUNK = 64 * 1024
MARKUP = re.compile(rb"^\s*<(!doctype|html|head|body|script|svg|iframe|\?xml|\?php|!--|x?math|object|meta|style)", re.I)
OTHER_STARTS = (b"#!", b"%PDF-", b"GIF8", b"%!PS", b"{\\rtf", b"Rar!", b"BEGIN:VCARD", b"MIME-Version:")
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def is_kind(kind: str, file: IO[bytes]) -> bool:
    """Whether the bytes of an open file are of this kind (a key of MIME). The position afterwards is anywhere."""
    file.seek(0)
    head = file.read(8192)
    if kind in TEXTS:
        return is_text(head, file)
    if kind == "pdf":
        return head.startswith(b"%PDF-") and b"%%EOF" in tail(file)
    if kind in IMAGES:
        return is_image(MIME[kind], file)
    return head.startswith(b"PK\x03\x04") and is_package(kind, file)


def tail(file: IO[bytes], size: int = 2048) -> bytes:
    """The last bytes."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - size))
    return file.read()


def is_image(mime: str, file: IO[bytes]) -> bool:
    """Signature, and a decoder that agrees, under the limit of pixels; nothing is unpacked but the header and the check sums."""
    from PIL import Image

    file.seek(0)
    try:
        with Image.open(file, formats=[mime.split("/")[1]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return False
            picture.verify()
    except Exception:  # a broken picture raises whatever its decoder raises, SyntaxError included
        return False
    return True


def is_package(kind: str, file: IO[bytes]) -> bool:
    """An Office or OpenDocument package by its own parts, without macros and without a file of another kind inside; a plain ZIP by the latter."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
            if len(names) > MOST_ENTRIES or any(hostile(name) for name in names):
                return False
            if kind == "zip":
                return bool(names)
            if kind in OFFICE:
                return "[Content_Types].xml" in names and OFFICE[kind] in names
            first = package.infolist()[0]
            return first.filename == "mimetype" and first.file_size < 200 and package.read(first).decode("ascii") == MIME[kind]
    except (zipfile.BadZipFile, ValueError, IndexError, RuntimeError, EOFError, OSError):
        return False


def hostile(name: str) -> bool:
    """Whether a part's name climbs out of its folder or holds a program."""
    low = name.lower()
    return low.startswith("/") or ".." in low.replace("\\", "/").split("/") or low.endswith((".exe", ".js", ".vbs", ".bat", ".jar", "vbaproject.bin"))


def is_text(head: bytes, file: IO[bytes]) -> bool:
    """Readable text to its end (UTF-8 or windows-1251) that no browser would take for a page and no system for a program."""
    start = head.removeprefix(b"\xef\xbb\xbf")
    if not head or MARKUP.match(start) or start.startswith(OTHER_STARTS):
        return False
    return all(not CONTROL.search(chunk) for chunk in chunks(file))


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """The whole file from its start."""
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def is_old_office(file: IO[bytes]) -> bool:
    """.xls, .doc, .ppt: answered with the way out."""
    file.seek(0)
    return file.read(8) == OLD_OFFICE
