"""Real files give their words; spoilt, locked and hostile ones a reason, and the process that asked lives on."""
from __future__ import annotations

import io
import resource
import textwrap
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

from search.extraction import LONGEST, Limits, Unreadable, extract, run

FOLDER = Path(__file__).parents[2] / "data" / "attachments"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MB = 1024 * 1024


def snow(kind: str) -> bytes:
    """The shipped file."""
    return (FOLDER / f"snow.{kind}").read_bytes()


def docx(body: str = "", head: str = "", **parts: bytes) -> bytes:
    """An Office file with this text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>')
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(rows) -> bytes:
    """A book of one sheet."""
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Лист")
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def pdf(pages: int = 1, password: str = "", owner: str = "") -> bytes:
    """The shipped page so many times."""
    writer, page, out = PdfWriter(), PdfReader(FOLDER / "snow.pdf").pages[0], io.BytesIO()
    for _ in range(pages):
        writer.add_page(page)
    if password or owner:
        writer.encrypt(password, owner or None, algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def why(kind: str, data: bytes, limits: Limits | None = None) -> str:
    """The reason of a refusal; empty where there was none."""
    try:
        extract(kind, data, limits)
    except Unreadable as reason:
        return str(reason)
    return ""


@pytest.mark.parametrize(("kind", "words"), [
    ("pdf", ["Порядок вывоза снега", "принимает заявки жителей", "снегоплавильной станции; подъёмник"]),
    ("docx", ["Порядок вывоза снега", "снегоплавильной станции; подъёмник", "Ёмкость площадки"]),
    ("xlsx", ["Показатели", "Снегоплавильные станции", "Ёмкость площадки не измеряли 800 м³"]),
])
def test_real_file_gives_its_words(kind, words):
    text = extract(kind, snow(kind))
    assert [word for word in words if word not in text] == []


def test_numbers_of_a_spreadsheet_are_no_words():
    assert "31.5" not in extract("xlsx", snow("xlsx"))


@pytest.mark.parametrize(("size", "kept"), [(LONGEST - 1, LONGEST - 1), (LONGEST, LONGEST), (LONGEST + 1, LONGEST)])
def test_text_is_cut_at_its_limit(size, kept):
    assert len(extract("docx", docx("a" * size)).encode()) == kept


def test_cut_splits_no_letter():
    text = extract("docx", docx("я" * LONGEST))
    assert (set(text), len(text.encode())) == ({"я"}, LONGEST)


def test_thousand_pages_give_the_beginning():
    text = extract("pdf", pdf(1_000))
    assert text.startswith("Порядок вывоза снега")
    assert len(text.encode()) > 100_000


def test_file_locked_against_printing_only_is_read():
    assert "снегоплавильной" in extract("pdf", pdf(owner="тайна"))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
NESTED = "<!DOCTYPE x [" + '<!ENTITY a0 "ха">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
SPOILT = {
    "locked PDF": ("pdf", lambda: pdf(password="тайна"), "encrypted"),
    "locked DOCX": ("docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "locked XLSX": ("xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "old DOC": ("docx", lambda: OLE, "broken"),
    "half a PDF": ("pdf", lambda: snow("pdf")[:300], "broken"),
    "half a DOCX": ("docx", lambda: snow("docx")[:600], "broken"),
    "half an XLSX": ("xlsx", lambda: snow("xlsx")[:2_000], "broken"),
    "empty": ("pdf", lambda: b"", "broken"),
    "noise": ("docx", lambda: bytes(range(256)) * 40, "broken"),
    "DOCX without a document": ("docx", lambda: snow("xlsx"), "broken"),
    "XML that ends early": ("docx", lambda: docx("</w:t>"), "broken"),
    "entity bomb": ("docx", lambda: docx("&a11;", head=NESTED), "bomb"),
    "entity that names a file": ("docx", lambda: docx("&x;", head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), "bomb"),
    "zip bomb": ("docx", lambda: docx("а", bomb=b"\0" * (101 * MB)), "bomb"),
    "too many parts": ("docx", lambda: docx("а", **{f"p{n}": b"" for n in range(5_001)}), "bomb"),
    "other kind": ("exe", lambda: b"MZ", "kind"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_spoilt_file_is_refused_with_its_reason(name):
    kind, make, reason = SPOILT[name]
    assert why(kind, make()) == reason


def test_parts_up_to_the_limit_are_read():
    assert extract("docx", docx("слово", filler=b"\0" * (99 * MB))) == "слово"


def test_zip_that_lies_about_its_size_is_refused():
    honest = docx("а" * (3 * MB))
    size = len(f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t></w:t></w:r></w:p></w:body></w:document>') + 6 * MB
    assert honest.count(size.to_bytes(4, "little")) == 2
    assert why("docx", honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))) == "broken"


def test_long_sheet_gives_what_was_read_in_its_time():
    text = extract("xlsx", xlsx([f"слово{n}", n] for n in range(60_000)), Limits(cpu=2))
    assert text.startswith("Лист\nслово0")


@pytest.fixture
def child(tmp_path, monkeypatch):
    """A reader in place of ours that has gone mad behind the fence."""
    def mad(code: str) -> None:
        script = tmp_path / "mad.py"
        script.write_text(f"import os, sys\nsys.path.insert(0, {str(run.CHILD.parent)!r})\nfrom child import fence\nfence(*map(int, sys.argv[2:5]))\n{textwrap.dedent(code)}")
        monkeypatch.setattr(run, "CHILD", script)
    return mad


@pytest.mark.parametrize(("code", "reason"), [
    ("while True: pass", "slow"), ("import time; time.sleep(60)", "slow"), ("os.kill(os.getpid(), 11)", "broken"), ("sys.exit(7)", "broken"),
    ("while True: sys.stdout.write('x' * 65536)", "broken"), ("import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\nwhile True: os.write(1, b'x' * 65536)", "bomb"),
    ("b'x' * 600_000_000", "broken"),
])
def test_child_gone_mad_is_ended(child, code, reason):
    child(code)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert why("pdf", b"", Limits(cpu=1, wall=2.5)) == reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KiB: what it printed never stood in our memory


def test_child_without_memory_says_so():
    assert why("pdf", pdf(), Limits(memory=30 * MB)) in {"memory", "broken"}  # where the interpreter itself finds none, nobody is left to say it
