"""Names from strangers."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.rules.names import LONGEST, clean_name, extension

NAMES = {
    "отчёт.pdf": "отчёт.pdf",
    "../../etc/passwd": "passwd",
    "..\\..\\windows\\win.ini": "win.ini",
    "/abs/путь/смета.xlsx": "смета.xlsx",
    "счёт\u202exslx.exe": "счётxslx.exe",
    "a\x00b.pdf": "ab.pdf",
    "a\r\nSet-Cookie: x.pdf": "a Set-Cookie_ x.pdf",
    "  много   пробелов  .pdf ": "много пробелов.pdf",
    "...скрытый.txt": "скрытый.txt",
    "con.pdf": "file con.pdf",
    "NUL": "file NUL",
    "lpt1.txt.pdf": "file lpt1.txt.pdf",
    'a"b<c>|d?.csv': "a_b_c__d_.csv",
    "": "file",
    "...": "file",
    "\u200b.pdf": "pdf",
    "е\u0308лка.pdf": "ёлка.pdf",
    "архив.tar.gz": "архив.tar.gz",
}


@pytest.mark.parametrize(("raw", "clean"), NAMES.items())
def test_name_hostile_is_cleaned(raw, clean):
    assert clean_name(raw) == clean


@pytest.mark.parametrize(("length", "kept"), [(LONGEST - 12, LONGEST - 12), (LONGEST - 11, LONGEST - 11), (LONGEST - 10, LONGEST - 11)])
def test_name_long_keeps_its_extension(length, kept):
    assert clean_name("я" * length + ".pdf") == "я" * kept + ".pdf"


@given(st.text(max_size=300))
def test_name_of_any_text_is_safe(raw):
    name = clean_name(raw)
    assert 0 < len(name) <= LONGEST
    assert not set(name) & set('/\\\x00\r\n\t<>:"|?*\u202e\u2066\u200b')
    assert not name.startswith(".")


@pytest.mark.parametrize(("name", "end"), [("a.PDF", "pdf"), ("a.pdf.html", "html"), ("a", ""), ("a.", "")])
def test_extension_is_the_last_one(name, end):
    assert extension(name) == end
