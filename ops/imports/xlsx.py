"""Rows of a workbook, streamed. openpyxl costs a start 0.3 s and is imported when a workbook comes."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from ops.imports.limits import FileProblem, Limits
from ops.imports.values import Broken, Formula, Value


@contextmanager
def xlsx_rows(path: Path, limits: Limits, sheet: str = "") -> Iterator[tuple[str, Iterator[tuple[int, list[Value]]]]]:
    """Name of the sheet and its rows with their numbers: the sheet asked for, else the first visible one. Raises FileProblem."""
    from openpyxl import load_workbook

    file = path.open("rb")  # openpyxl would judge a path by its ending
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers raise: KeyError, ValueError, ParseError, EntitiesForbidden
        file.close()
        raise FileProblem("broken_xlsx") from error
    try:
        visible = [page for page in book.worksheets if page.sheet_state == "visible"]
        chosen = next((page for page in visible if page.title == sheet), visible[0] if visible else None)
        if chosen is None:
            raise FileProblem("empty")
        chosen.reset_dimensions()  # what a file says of its own size is not to be trusted
        yield chosen.title, numbered(chosen, limits)
    finally:
        book.close()
        file.close()


def numbered(page: Any, limits: Limits) -> Iterator[tuple[int, list[Value]]]:
    """Each row with its number. Raises FileProblem."""
    rows = enumerate(page.iter_rows(max_col=limits.columns + 1), start=1)
    while True:
        try:
            number, cells = next(rows)
        except StopIteration:
            return
        except Exception as error:  # see above
            raise FileProblem("broken_xlsx") from error
        yield number, [value_of(cell) for cell in cells]


def value_of(cell: Any) -> Value:
    """What stands in the cell; a formula and an error stay visible as such."""
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return Broken(str(value))
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return Decimal(repr(value))
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)
