"""A table of cells, whatever file it came from."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ops.imports.csvfile import csv_rows
from ops.imports.limits import FileProblem, Limits, check_archive, check_size, content_type
from ops.imports.values import Broken, Formula, Value, as_text
from ops.imports.xlsx import xlsx_rows

__all__ = ["Broken", "Formula", "SourceRow", "Table", "Value", "open_table"]


@dataclass(frozen=True)
class SourceRow:
    """One row of the file; `number` as a spreadsheet shows it, cells by column counted from 0, blank ones left out."""

    number: int
    cells: dict[int, Value]


@dataclass(frozen=True)
class Table:
    """Header and rows; `rows` can be walked once."""

    sheet: str
    header: dict[int, str]
    header_row: int
    rows: Iterator[SourceRow]


@contextmanager
def open_table(path: Path, limits: Limits | None = None, sheet: str = "") -> Iterator[Table]:
    """Open a file as a table, its kind told by content; `sheet` is preferred where a workbook has it. Raises FileProblem, also while rows are read."""
    limits = limits or Limits()
    check_size(path, limits)
    if content_type(path) == "xlsx":
        check_archive(path, limits)
        with xlsx_rows(path, limits, sheet) as (name, rows):
            yield table_of(name, rows, limits)
    else:
        with csv_rows(path) as rows:
            yield table_of("", rows, limits)


def table_of(sheet: str, rows: Iterator[tuple[int, list[Value]]], limits: Limits) -> Table:
    """The first row that is not blank is the header. Raises FileProblem."""
    filled = not_blank(rows, limits)
    first = next(filled, None)
    if first is None:
        raise FileProblem("empty")
    header = {index: " ".join(as_text(value).split()) for index, value in first.cells.items()}
    if max(header, default=0) >= limits.columns:
        raise FileProblem("too_many_columns", limit=limits.columns)
    return Table(sheet, header, first.number, counted(filled, limits))


def not_blank(rows: Iterator[tuple[int, list[Value]]], limits: Limits) -> Iterator[SourceRow]:
    """Rows with at least one value; endless blank rows are refused. Raises FileProblem."""
    for number, values in rows:
        cells = {index: value for index, value in enumerate(values) if not is_blank(value)}
        if cells:
            yield SourceRow(number, cells)
        elif number > limits.rows * 20:
            raise FileProblem("blank_rows", limit=limits.rows * 20)


def is_blank(value: Value) -> bool:
    """Whether the cell holds nothing that can be seen."""
    return value is None or (isinstance(value, str) and not value.strip())


def counted(rows: Iterator[SourceRow], limits: Limits) -> Iterator[SourceRow]:
    """Raises FileProblem at the first row over the limit, and where there is none at all."""
    count = 0
    for row in rows:
        count += 1
        if count > limits.rows:
            raise FileProblem("too_many_rows", limit=limits.rows)
        yield row
    if not count:
        raise FileProblem("no_rows")


