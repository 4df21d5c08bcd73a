"""Lists as files: nothing in them is calculated, each row is there once."""
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ops.sheets import UnknownKind, csv_lines, harmless, plain, sheet_response

HEAD = ("Имя", "Дата", "Число")
ROWS = [("=2+2", date(2026, 9, 1), 7), (" +7 900", None, 0), ('Ёж "колючий"; быстрый', date(2026, 12, 31), None)]


@pytest.mark.parametrize(("value", "text"), [
    ("=1+1", "'=1+1"), ("+79001112233", "'+79001112233"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), (" =1", "' =1"),
    ("\r=1", "'\r=1"), ("＝1", "'＝1"), ("Иван-Чай", "Иван-Чай"), ("", ""), (None, ""), (-5, "-5"), (0, "0"), (Decimal("-3420.50"), "-3420,5"), (Decimal("100"), "100"), (Decimal("0.000"), "0"), (date(2026, 2, 3), "03.02.2026"),
    ("a\x00b", "ab"), ("x" * 32_001, "x" * 32_000),
])
def test_harmless_marks_what_a_spreadsheet_would_calculate(value, text):
    assert harmless(value) == text


def test_plain_leaves_a_formula_as_typed():
    assert plain("=1+1") == "=1+1"


def test_csv_lines_are_bom_head_and_rows():
    assert b"".join(csv_lines(HEAD, ROWS)).decode("utf-8-sig") == (
        "Имя;Дата;Число\r\n'=2+2;01.09.2026;7\r\n' +7 900;;0\r\n" '"Ёж ""колючий""; быстрый";31.12.2026;\r\n'
    )


def test_csv_response_is_streamed_and_not_kept():
    response = sheet_response("csv", "stream-1", HEAD, iter(ROWS), "Поток")
    assert (response.streaming, response["Content-Type"], response["Content-Disposition"], response["Cache-Control"]) == (
        True, "text/csv; charset=utf-8", 'attachment; filename="stream-1.csv"', "private, no-store",
    )
    assert len(b"".join(response.streaming_content).splitlines()) == 4


def test_xlsx_response_keeps_formulas_as_texts_dates_as_dates():
    response = sheet_response("xlsx", "stream-1", HEAD, iter(ROWS), "Поток: 1/2")
    page = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    cells = [[(cell.value.date() if cell.is_date else cell.value, cell.data_type) for cell in row] for row in page.iter_rows()]
    assert page.title == "Поток  1 2"
    assert cells == [
        [("Имя", "s"), ("Дата", "s"), ("Число", "s")], [("=2+2", "s"), (date(2026, 9, 1), "d"), (7, "n")],
        [(" +7 900", "s"), (None, "n"), (0, "n")], [('Ёж "колючий"; быстрый', "s"), (date(2026, 12, 31), "d"), (None, "n")],
    ]
    assert (response["Content-Disposition"], response["Cache-Control"]) == ('attachment; filename="stream-1.xlsx"', "private, no-store")


def test_xlsx_keeps_a_decimal_as_a_number():
    response = sheet_response("xlsx", "x", ("Стоимость",), [(Decimal("3420.5"),)], "x")
    cell = load_workbook(BytesIO(b"".join(response.streaming_content))).active["A2"]
    assert (cell.value, cell.data_type) == (3420.5, "n")


def test_unknown_kind_is_refused():
    with pytest.raises(UnknownKind):
        sheet_response("ods", "x", HEAD, ROWS, "x")
