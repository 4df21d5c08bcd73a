"""What is wrong with a file, a cell or an act, in words: the cause and the next step."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILES: dict[str, str | Promise] = {
    "too_large": _("The file has %(size)s MB, the limit is %(limit)s MB. Split it into several files."),
    "empty": _("The file is empty. Check that you chose the right one."),
    "no_rows": _("There are only headers and no rows under them. Fill in the rows and send the file again."),
    "encrypted": _("The file is protected by a password. Save it without one and send it again."),
    "old_xls": _("This is the old XLS format. Save the file as XLSX and send it again."),
    "foreign": _("Files of the kind %(name)s are not read. Save the file as XLSX or CSV and send it again."),
    "utf16": _("The text is in the encoding UTF-16. Save the file as XLSX, or as CSV in UTF-8."),
    "bad_encoding": _("The encoding of the text is not known. Save the file as XLSX, or as CSV in UTF-8."),
    "not_a_table": _("This is not a table. Send an XLSX or CSV file."),
    "not_xlsx": _("This is an archive of another kind, not a workbook. Save the table as XLSX and send it again."),
    "broken_zip": _("The file is damaged. Open it in your spreadsheet, save it as XLSX and send it again."),
    "broken_xlsx": _("The workbook cannot be read. Open it in your spreadsheet, save it as XLSX and send it again."),
    "entries": _("The workbook consists of %(count)s parts, the limit is %(limit)s. Copy the table into a new workbook."),
    "unpacked": _("Unpacked the workbook has %(size)s MB, the limit is %(limit)s MB. Copy the table into a new workbook."),
    "ratio": _("The workbook is packed more than %(limit)s times, which tables are not. Copy the table into a new workbook."),
    "macros": _("There are macros in the workbook. Save it as XLSX without macros and send it again."),
    "nested": _("Another file is embedded in the workbook. Copy the table into a new workbook."),
    "long_cell": _("A cell holds more than %(limit)s characters. Shorten it and send the file again."),
    "too_many_columns": _("There are more than %(limit)s columns. Leave those of the template."),
    "blank_rows": _("There are more than %(limit)s rows, nearly all blank. Delete the blank rows and send the file again."),
    "too_many_rows": _("There are more than %(limit)s rows. Split the file into several."),
    "csv_broken": _("Row %(row)s cannot be read: a quotation mark is not closed or a cell is too long. Correct it, or save the file as XLSX."),
    "stopped": _("The check was stopped. Send the file again."),
    "infected": _("The virus scanner found something in this file, so it was not opened. Check your computer."),
    "column_twice": _("The column “%(header)s” stands twice: in %(first)s and %(second)s. Leave one."),
    "columns_missing": _("Columns are missing: %(headers)s. Compare the headers with the template."),
}
CELLS: dict[str, str | Promise] = {
    "formula": _("There is a formula here. Put its value instead: copy, then “paste values only”."),
    "broken": _("The spreadsheet shows the error %(value)s here. Correct it."),
    "many_numbers": _("“%(value)s” stands here, one number is needed."),
    "not_number": _("“%(value)s” stands here, a number is needed. Write the unit in its own column."),
    "too_big": _("The number %(value)s is too large."),
    "no_such_date": _("There is no date %(value)s. Correct it."),
    "only_year": _("Only the year %(value)s stands here. Write the whole date: DD.MM.YYYY."),
    "not_date": _("“%(value)s” stands here, a date is needed: DD.MM.YYYY."),
    "not_yes_no": _("“%(value)s” stands here, “да” or “нет” is needed."),
}
ACTS: dict[str, str | Promise] = {
    "not_checked": _("This batch cannot be applied now: it is not checked, or it was applied already."),
    "nothing_to_write": _("There is nothing to write: no row would create or change anything."),
    "rows_refused": _("Rows are refused: %(count)s. Correct the file, or apply without them."),
    "not_applied": _("This batch cannot be changed now: its work is still going on, or it was undone."),
    "nothing_to_publish": _("All rows of this batch are published or were taken back."),
    "nothing_runs": _("The work has already ended."),
    "not_offered": _("This value is no longer offered. Look at the row again."),
}
ALL = {**FILES, **CELLS, **ACTS}


def say(texts: Mapping[str, str | Promise], code: str, params: Mapping[str, Any]) -> str:
    """The text of a code with its values, lists joined; empty for a code that these texts lack."""
    if code not in texts:
        return ""
    return str(texts[code]) % {name: joined(value) for name, value in params.items()}


def joined(value: Any) -> Any:
    """Lists as people write them, numbers with a comma."""
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value).replace(".", ",") if isinstance(value, float) else value
