"""Lists as files: CSV for a spreadsheet and XLSX, written row by row; no cell is ever taken for a formula."""
from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django.http import FileResponse, StreamingHttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
KINDS = ("xlsx", "csv")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
FORMULA = re.compile(r"\s*[=+\-@\t\r|＝＋－＠]")
LONGEST = 32_000
IN_MEMORY = 1 << 20
Row = Sequence[object]


class UnknownKind(ValueError):
    """Neither xlsx nor csv."""


def plain(value: object) -> str:
    """A cell's text: dates as a reader writes them (31.12.2026), numbers with the comma of Russian Excel, nothing for None, without what a file cannot hold."""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return number_text(value).replace(".", ",")
    return "" if value is None else UNPRINTABLE.sub("", str(value))[:LONGEST]


def number_text(value: Decimal) -> str:
    """The number without zeros at its end and without an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def harmless(value: object) -> str:
    """The same for CSV: what a spreadsheet would calculate gets an apostrophe before it. A number of ours is no formula."""
    text = plain(value)
    return f"'{text}" if not isinstance(value, int | float | Decimal) and FORMULA.match(text) else text


class Line:
    """The file that csv.writer writes into: it hands each line back."""

    def write(self, text: str) -> bytes:
        """The line as bytes."""
        return text.encode()


def csv_lines(head: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """Lines with the mark by which Excel knows UTF-8; semicolons, as Russian Excel expects."""
    writer = csv.writer(Line(), delimiter=";", quoting=csv.QUOTE_MINIMAL)
    yield b"\xef\xbb\xbf"
    for row in chain([head], rows):
        yield writer.writerow([harmless(value) for value in row])


def write_xlsx(head: Row, rows: Iterable[Row], title: str, target: Any) -> None:
    """A workbook of one sheet: numbers are numbers, dates are dates, everything else is a text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    page.freeze_panes = "A2"
    for place, name in enumerate(head):
        page.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]].width = max(14, min(40, len(str(name)) + 6))
    for row in chain([head], rows):
        page.append([cell(page, value) for value in row])
    book.save(target)


def cell(page: Any, value: object) -> Any:
    """A text stays a text whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        return value
    if isinstance(value, date):
        made = WriteOnlyCell(page, value)
        made.number_format = "DD.MM.YYYY"
        return made
    made = WriteOnlyCell(page, plain(value))
    made.data_type = "s"
    return made


def sheet_response(kind: str, name: str, head: Row, rows: Iterable[Row], title: str) -> FileResponse | StreamingHttpResponse:
    """The list as an attachment `name.kind` that nobody keeps. CSV leaves line by line, XLSX from a temporary file. Raises UnknownKind."""
    if kind == "csv":
        answer: FileResponse | StreamingHttpResponse = StreamingHttpResponse(csv_lines(head, rows), content_type=CSV)
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    elif kind == "xlsx":
        target = tempfile.SpooledTemporaryFile(IN_MEMORY)
        write_xlsx(head, rows, title, target)
        target.seek(0)
        answer = FileResponse(target, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    else:
        raise UnknownKind(kind)
    answer["Cache-Control"] = "private, no-store"
    return answer
