"""The rows of a batch with their marks, as a workbook."""
from __future__ import annotations

import re
from typing import IO, Any

from django.utils.translation import gettext as _

from ops.imports.kinds import kind_of
from ops.imports.queries import RowView, Said, rows_of, view_of
from ops.models import ImportBatch
from ops.models.imports import Outcome, RowState

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WIDTHS = (8, 16, 18, 50, 40, 10, 24, 90)


def write_report(batch: ImportBatch, target: IO[bytes]) -> None:
    """One line per message; every cell is a text, so that nothing in it is ever calculated."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet(_("Report"))
    for letters, width in zip("ABCDEFGH", WIDTHS, strict=True):
        page.column_dimensions[letters].width = width
    page.freeze_panes = "A2"
    page.append([text_cell(page, text) for text in (
        _("Row"), _("Outcome"), _("State"), _("Practice"), _("Place"), _("Cell"), _("Column"), _("Cause or change"),
    )])
    kind = kind_of(batch)
    for row in rows_of(batch).iterator(chunk_size=500):
        view = view_of(kind, row)
        for message in view.messages or (None,):
            page.append([text_cell(page, text) for text in line(view, message)])
    book.save(target)


def line(row: RowView, message: Said | None) -> list[str]:
    """The cells of one line."""
    start = [str(row.number), str(Outcome(row.outcome).label), str(RowState(row.state).label), row.title, row.place]
    if message is None:
        return [*start, "", "", ""]
    change = f"{message.before or '—'} → {message.after or '—'}"
    return [*start, message.cell, message.column, change if message.level == "change" and not message.text else message.text]


def text_cell(page: Any, text: str) -> Any:
    """A cell that stays a text whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, UNPRINTABLE.sub("", text)[:32_000])
    cell.data_type = "s"
    return cell
