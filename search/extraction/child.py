"""The child of `extract`: sets its own limits, reads the file from standard input, writes its text. Imports nothing of the site; run with -I."""
from __future__ import annotations

import io
import re
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator

ENCRYPTED, BROKEN, BOMB, MEMORY = 10, 11, 12, 13
MOST_PARTS, MOST_UNPACKED = 5_000, 100 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a locked DOCX or XLSX is no zip but this
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT_PARTS = re.compile(r"word/(document|footnotes|endnotes)\d*\.xml")


class Refused(Exception):
    """Why there is no text: an exit code."""


def fence(cpu: int, memory: int, longest: int) -> None:
    """Limits that the kernel keeps: processor, address space, length of what is written, no core."""
    for name, value in (
        (resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, longest + 4_096), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(name, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 2))  # the lower one tells that it was the time, the upper one is not to be survived


def pdf(data: bytes) -> Iterator[str]:
    """Page by page."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(ENCRYPTED)
        for page in reader.pages:
            yield page.extract_text() + "\n"
    except (FileNotDecryptedError, DependencyError):
        raise Refused(ENCRYPTED) from None
    except LimitReachedError:
        raise Refused(BOMB) from None
    except PyPdfError:
        raise Refused(BROKEN) from None


def unpacked(data: bytes) -> zipfile.ZipFile:
    """The parts of an Office file, none of which is opened before all were weighed."""
    if data.startswith(OLE):
        raise Refused(ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else BROKEN)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise Refused(BROKEN) from None
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(ENCRYPTED)
    return archive


def docx(data: bytes) -> Iterator[str]:
    """Paragraphs of the body (tables too) and of the notes."""
    from defusedxml.ElementTree import iterparse

    archive = unpacked(data)
    names = sorted(name for name in archive.namelist() if TEXT_PARTS.fullmatch(name))
    if not names:
        raise Refused(BROKEN)
    for name in names:
        with archive.open(name) as part:
            for _, element in iterparse(part, forbid_dtd=True):
                if element.tag == f"{WORD}t":
                    yield element.text or ""
                elif element.tag in (f"{WORD}tab", f"{WORD}br", f"{WORD}cr", f"{WORD}tc"):
                    yield " "
                elif element.tag == f"{WORD}p":
                    yield "\n"
                    element.clear()


def xlsx(data: bytes) -> Iterator[str]:
    """Names of the sheets and cells that hold text, row by row; numbers are no words."""
    from openpyxl import load_workbook

    unpacked(data).close()
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        yield f"{sheet.title}\n"
        for row in sheet.iter_rows(values_only=True):
            words = [value for value in row if isinstance(value, str)]
            yield " ".join(words) + "\n" if words else ""


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {"pdf": pdf, "docx": docx, "xlsx": xlsx}


def tidy(text: str) -> str:
    """Words whole again that a line's end had parted; no signs that cannot be seen, no empty lines."""
    text = re.sub(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[^\W\d_])", "", text).replace("\u00ad", "")
    text = re.sub(r"[^\S\n]+", " ", re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]", " ", text))
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def gathered(parts: Iterator[str], longest: int, seconds: float) -> str:
    """The beginning: until there is enough text, or too much time has gone (what was read by then is kept)."""
    out, size = [], 0
    for part in parts:
        out.append(part)
        size += len(part.encode(errors="replace"))
        if size > 2 * longest or time.process_time() > seconds:  # tidying may halve it
            break
    return tidy("".join(out)).encode(errors="ignore")[:longest].decode(errors="ignore")


def main() -> int:
    """Exit code 0 with the text, or why there is none."""
    kind, cpu, memory, longest = sys.argv[1], *map(int, sys.argv[2:5])
    fence(cpu, memory, longest)
    try:
        text = gathered(READERS[kind](sys.stdin.buffer.read()), longest, cpu * 0.7)
    except Refused as why:
        return int(why.args[0])
    except MemoryError:
        return MEMORY
    except Exception as error:  # whatever a parser raises over a spoilt file
        return BOMB if type(error).__module__.startswith("defusedxml") else BROKEN
    sys.stdout.buffer.write(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
