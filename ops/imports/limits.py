"""What a file may be, looked at before anything is parsed."""
from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".jar", ".xlsx", ".xlsm", ".docx", ".docm", ".pptx", ".odt", ".ods")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
STEP = 256 * 1024


class FileProblem(Exception):
    """The file as a whole cannot be read; `code` and `params` are put into words by `words.py`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes; `ratio` is unpacked to packed; `cell` is what a spreadsheet itself holds in one cell."""

    size: int = 10 * MEGABYTE
    ratio: int = 100
    entries: int = 100
    unpacked: int = 200 * MEGABYTE
    rows: int = 5_000
    columns: int = 200
    cell: int = 32_767

    def for_rows(self, rows: int) -> Limits:
        """The same for more rows: the size grows along, so that a command may take what a form may not."""
        return Limits(max(self.size, self.size * rows // self.rows), self.ratio, self.entries, self.unpacked, rows, self.columns, self.cell)


def content_type(path: Path) -> str:
    """`xlsx`, `csv` or the reason why not, by content and never by name. Raises FileProblem."""
    with path.open("rb") as file:
        head = file.read(64 * 1024)
    if not head.strip(b"\xef\xbb\xbf\r\n\t ;,"):
        raise FileProblem("empty")
    if head.startswith(OLE):
        raise FileProblem("encrypted" if ENCRYPTED in path.read_bytes() else "old_xls")
    if head.startswith(ZIP):
        return "xlsx"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileProblem("utf16")
    if b"\0" in head or head.startswith((b"%PDF", b"{\\rtf", b"<html", b"<!DOCTYPE", b"<?xml")):
        raise FileProblem("not_a_table")
    return "csv"


def check_size(path: Path, limits: Limits) -> None:
    """Raises FileProblem over the size."""
    size = path.stat().st_size
    if size > limits.size:
        raise FileProblem("too_large", size=round(size / MEGABYTE, 1), limit=limits.size // MEGABYTE)


def check_archive(path: Path, limits: Limits) -> None:
    """An XLSX is an archive: entries, size unpacked, ratio, nothing nested, no macros, no endless text. Raises FileProblem."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            check_entries(entries, limits)
            for entry in entries:
                walk(archive, entry, limits)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise FileProblem("broken_zip") from error


def check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """What the archive says of itself. Raises FileProblem."""
    names = {entry.filename.lower() for entry in entries}
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > limits.entries:
        raise FileProblem("entries", count=len(entries), limit=limits.entries)
    if unpacked > limits.unpacked:
        raise FileProblem("unpacked", size=unpacked // MEGABYTE, limit=limits.unpacked // MEGABYTE)
    if unpacked > limits.ratio * max(packed, 1):
        raise FileProblem("ratio", limit=limits.ratio)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileProblem("macros")
    if "xl/workbook.xml" not in names:
        raise FileProblem("not_xlsx")
    if any(name.endswith(ARCHIVES) for name in names):
        raise FileProblem("nested")


def walk(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> None:
    """Unpack an entry in small steps: what it says of its size must be true. Raises FileProblem."""
    text = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    scan = XmlScan(limits) if text else None
    with archive.open(entry) as file:
        head = True
        while block := file.read(STEP):
            if head and block.startswith((ZIP, OLE, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
                raise FileProblem("nested")
            if scan is not None:
                scan.feed(block, head)
            head = False


class XmlScan:
    """Looks through a part before any parser does: no entities, no hidden encoding, no text that runs on for ever.

    A single string of 200 MB would cost the parser several times its size; openpyxl streams with the standard parser, which expands entities.
    """

    def __init__(self, limits: Limits) -> None:
        self.limit, self.run, self.tail = limits, 0, b""

    def feed(self, block: bytes, head: bool) -> None:
        """Raises FileProblem."""
        if b"\0" in block or (head and not block.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")) or b"<!DOCTYPE" in self.tail + block:
            raise FileProblem("broken_xlsx")
        self.tail = block[-len(b"<!DOCTYPE"):]
        pieces = block.split(b"<")
        alone = len(pieces) == 1
        longest = self.run + len(block) if alone else max(self.run + len(pieces[0]), *map(len, pieces[1:]))
        if longest > self.limit.cell * 12:  # a character may take four bytes or be written as &#1234567;
            raise FileProblem("long_cell", limit=self.limit.cell)
        self.run = longest if alone else len(pieces[-1])
