"""Every limit under, at and over; hostile files."""
import tracemalloc
import zipfile

import pytest

from ops.imports.limits import FileProblem, Limits, check_entries
from ops.imports.table import open_table
from tests.ops.imports.files import minimal_book, with_entries, workbook


def outcome(path, limits=None):
    """`ok` or the code of the problem."""
    try:
        with open_table(path, limits) as table:
            for _row in table.rows:
                pass
    except FileProblem as problem:
        return problem.code
    return "ok"


@pytest.mark.parametrize(("spare", "expected"), [(1, "ok"), (0, "ok"), (-1, "too_large")])
def test_size_under_at_over(tmp_path, spare, expected):
    path = workbook(tmp_path / "a.xlsx", [["А"], ["б"]])
    assert outcome(path, Limits(size=path.stat().st_size + spare)) == expected


def test_standard_limits_are_those_of_the_order():
    limits = Limits()
    assert (limits.size, limits.ratio, limits.entries, limits.unpacked, limits.rows) == (10 * 2**20, 100, 100, 200 * 2**20, 5_000)
    more = limits.for_rows(100_000)
    assert (more.size, more.rows, more.ratio) == (200 * 2**20, 100_000, 100)
    assert limits.for_rows(10).size == limits.size


@pytest.mark.parametrize(("rows", "expected"), [(4_999, "ok"), (5_000, "ok"), (5_001, "too_many_rows")])
def test_rows_under_at_over(tmp_path, rows, expected):
    path = tmp_path / "a.csv"
    path.write_text("А\n" + "б\n" * rows)
    assert outcome(path) == expected
    assert outcome(workbook(tmp_path / "a.xlsx", [["А"], *[["б"]] * rows])) == expected


@pytest.mark.parametrize(("count", "expected"), [(99, "ok"), (100, "ok"), (101, "entries")])
def test_entries_under_at_over(tmp_path, count, expected):
    path = workbook(tmp_path / "a.xlsx", [["А"], ["б"]])
    there = len(zipfile.ZipFile(path).namelist())
    with_entries(path, {f"xl/more{n}.xml": b"<a/>" for n in range(count - there)})
    assert outcome(path) == expected


def sizes(path):
    entries = zipfile.ZipFile(path).infolist()
    return sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)


@pytest.mark.parametrize(("spare", "expected"), [(1, "ok"), (0, "ok"), (-1, "unpacked")])
def test_unpacked_under_at_over(tmp_path, spare, expected):
    path = workbook(tmp_path / "a.xlsx", [["А"], ["б"]])
    assert outcome(path, Limits(unpacked=sizes(path)[0] + spare)) == expected


@pytest.mark.parametrize(("more", "expected"), [(-1, "ok"), (0, "ok"), (1, "ratio")])
def test_ratio_under_at_over(more, expected):
    entries = [zipfile.ZipInfo("xl/workbook.xml"), zipfile.ZipInfo("xl/styles.xml")]
    entries[0].file_size, entries[0].compress_size, entries[1].file_size, entries[1].compress_size = 400, 6, 600 + more, 4
    try:
        check_entries(entries, Limits())
    except FileProblem as problem:
        assert problem.code == expected
    else:
        assert expected == "ok"


def test_bomb_of_zeroes_is_refused_by_its_ratio(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(minimal_book())
    assert outcome(with_entries(path, {"docProps/padding.txt": b"a" * 50_000_000})) == "ratio"


@pytest.mark.parametrize(("columns", "expected"), [(199, "ok"), (200, "ok"), (201, "too_many_columns")])
def test_columns_under_at_over(tmp_path, columns, expected):
    assert outcome(workbook(tmp_path / "a.xlsx", [["А"] * columns, ["б"]])) == expected


@pytest.mark.parametrize(("name", "content", "expected"), [
    ("docProps/b.zip", b"x", "nested"), ("xl/embeddings/b.docx", b"x", "nested"), ("docProps/b.txt", b"PK\x03\x04", "nested"), ("docProps/b.txt", b"\x1f\x8b", "nested"),
    ("xl/vbaProject.bin", b"x", "macros"), ("docProps/b.txt", b"x", "ok"),
])
def test_nested_archives_and_macros_are_refused(tmp_path, name, content, expected):
    path = tmp_path / "a.xlsx"
    path.write_bytes(minimal_book({name: content}))
    assert outcome(path) == expected


@pytest.mark.parametrize(("head", "expected"), [
    (b"", "empty"), (b"\xef\xbb\xbf \r\n;;;\n", "empty"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_xls"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"), (b"%PDF-1.7", "not_a_table"), (b"\x89PNG\r\n\x1a\n\0\0", "not_a_table"),
    ("Название\n".encode("utf-16"), "utf16"), (b"PK\x03\x04broken", "broken_zip"), (b"<html><table>", "not_a_table"), (b"name\n\x98\xff\n", "bad_encoding"),
    ("Название\n".encode(), "no_rows"), (b"a\n" + b"x" * 70_000 + b"\0\n", "not_a_table"), ("Название\n".encode() + b"x" * 140_000, "csv_broken"),
])
def test_other_contents_are_named(tmp_path, head, expected):
    path = tmp_path / "a.xlsx"
    path.write_bytes(head)
    assert outcome(path) == expected


def test_archives_of_other_kinds_and_broken_ones_are_named(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert outcome(path) == "not_xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a")
    assert outcome(path) == "broken_xlsx"
    whole = minimal_book()
    path.write_bytes(whole[: len(whole) // 2])
    assert outcome(path) == "broken_zip"


def book_with_strings(path, strings):
    """A workbook whose shared strings are these bytes."""
    path.write_bytes(minimal_book())
    return with_entries(path, {"xl/sharedStrings.xml": strings})


def test_entity_bomb_is_refused(tmp_path):
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&c;</t></si></sst>'
    assert outcome(book_with_strings(tmp_path / "a.xlsx", bomb)) == "broken_xlsx"


def test_one_endless_string_is_refused_without_its_memory(tmp_path):
    head, tail = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>', b"</t></si></sst>"
    path = book_with_strings(tmp_path / "a.xlsx", head + b"a" * 60_000_000 + tail)
    tracemalloc.start()
    assert outcome(path, Limits(ratio=5_000)) == "long_cell"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


def test_blank_rows_without_end_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("А\nб\n" + ",\n" * 120_000)
    assert outcome(path) == "blank_rows"
