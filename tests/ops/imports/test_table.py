"""Readers: the same table from XLSX and CSV."""
from datetime import date, datetime
from decimal import Decimal

import pytest

from ops.imports.limits import FileProblem
from ops.imports.table import Broken, Formula, open_table
from tests.ops.imports.files import workbook


def read(path, **options):
    with open_table(path, **options) as table:
        return table.header, [(row.number, row.cells) for row in table.rows]


def test_xlsx_cells_keep_their_types_and_addresses(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [
        [], ["Название", None, " Начало\n работ "], ["Ёлка", 94, datetime(2024, 3, 5)], [], ["=1+1", 0.1, True], [None, "", "#REF!"],
    ])
    header, rows = read(path)
    assert header == {0: "Название", 2: "Начало работ"}
    assert rows == [
        (3, {0: "Ёлка", 1: Decimal(94), 2: date(2024, 3, 5)}), (5, {0: Formula("=1+1"), 1: Decimal("0.1"), 2: True}), (6, {2: Broken("#REF!")}),
    ]


def test_xlsx_prefers_the_named_sheet_and_never_reads_a_hidden_one(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["Название"], ["Ёлка"]], more=["Как заполнять"])
    with open_table(path, sheet="Практики") as table:
        assert table.sheet == "Практики"
    from openpyxl import load_workbook
    book = load_workbook(path)
    book["Практики"].sheet_state = "hidden"
    book["Как заполнять"].append(["Код"])
    book["Как заполнять"].append([1])
    book.active = 1
    book.save(path)
    with open_table(path, sheet="Практики") as table:
        assert (table.sheet, table.header) == ("Как заполнять", {0: "Код"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_encoding_and_with_every_separator(tmp_path, encoding, delimiter):
    path = tmp_path / "a.csv"
    lines = [["Название", "Цель"], ["Ёлка", '"на, одной;\nстроке"'], ["", ""], ["Ель", "=1+1"]]
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    assert read(path) == ({0: "Название", 1: "Цель"}, [(2, {0: "Ёлка", 1: "на, одной;\nстроке"}), (4, {0: "Ель", 1: Formula("=1+1")})])


def test_csv_separator_is_told_outside_of_quotes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('"Местный бюджет, тыс. руб.";"Грант, тыс. руб."\n1,5;2\n')
    assert read(path) == ({0: "Местный бюджет, тыс. руб.", 1: "Грант, тыс. руб."}, [(2, {0: "1,5", 1: "2"})])


def test_csv_with_an_open_quote_names_the_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Название\nЁлка\n"Ель\nСосна\n')
    with pytest.raises(FileProblem) as caught:
        read(path)
    assert (caught.value.code, caught.value.params) == ("csv_broken", {"row": 3})


def test_type_is_told_by_content_not_by_name(tmp_path):
    path = workbook(tmp_path / "a.csv", [["Название"], ["Ёлка"]])
    assert read(path) == ({0: "Название"}, [(2, {0: "Ёлка"})])
    path = tmp_path / "b.xlsx"
    path.write_text("Название\nЁлка\n")
    assert read(path) == ({0: "Название"}, [(2, {0: "Ёлка"})])
