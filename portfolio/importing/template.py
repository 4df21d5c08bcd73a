"""The workbook of practices: an empty template with a filled example, or a file of given rows."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from django.utils import translation

from ops.imports.addresses import column_letters
from ops.imports.values import fold
from portfolio.importing.columns import BY_HEADER, BY_KEY, COLUMNS, Cell, Column
from portfolio.importing.hints import STEPS, hint
from portfolio.importing.kind import SHEET
from taxonomy.models import NationalProject
from taxonomy.queries import sector_tree

GUIDE, LISTS = "Как заполнять", "Списки"
LAST_ROW = 5_001
Row = Mapping[str, Any]

EXAMPLE: dict[str, Any] = {
    "code": "ОБРАЗЕЦ-1", "title": "Автобус в новый район: согласование маршрута за месяц", "short_title": "Автобус в новый район",
    "annotation": "Новый маршрут согласовывают за 31 рабочий день вместо 94: службы смотрят улицы вместе и подписывают одно заключение.",
    "kind": "Процесс", "sector": "TRN", "place": "Новомосковск", "oktmo": "70724000", "stage": "Результат проверен",
    "start": date(2023, 9, 4), "end": date(2024, 6, 28),
    "problem": "Заявка на новый маршрут обходила девять кабинетов по очереди. Жители новостроек ждали автобус пять месяцев и ходили до остановки пешком.",
    "goal": "К июлю 2024 года согласовывать изменение маршрута не дольше 30 рабочих дней.",
    "key_ambition": "Автобус приходит в новый район раньше, чем туда переедут все жильцы.",
    "solution": "Службы выходят на улицу одной группой, записывают замечания в общий лист и подписывают одно заключение в тот же день.",
    "lessons": "Первые два месяца осмотр переносили: у инспектора не было замещающего. Теперь в группе от каждой службы по два человека.",
    "ind1.name": "Срок согласования маршрута, медиана", "ind1.unit": "рабочий день", "ind1.direction": "меньше лучше", "ind1.baseline": Decimal(94),
    "ind1.baseline_on": date(2023, 6, 30), "ind1.target": Decimal(30), "ind1.target_on": date(2024, 6, 28), "ind1.actual": Decimal(31),
    "ind1.actual_on": date(2024, 6, 28), "ind1.source": "журнал регистрации заявок, 26 маршрутов", "budget.local": Decimal(1600),
    "budget.business": Decimal("720.5"), "keywords": "автобус; маршрут; согласование", "demo": "да",
}


def write_practices(target: Path | str | IO[bytes], rows: Iterable[Row]) -> None:
    """A workbook of these rows, each a dict by header or by key of a column; dates, numbers and texts as they are, None is a blank cell.

    Raises KeyError for a name that is no column. With the list of `[EXAMPLE]` it is the template.
    """
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = SHEET
    with translation.override("ru"):
        write_header(page)
        for number, row in enumerate(rows, start=2):
            write_row(page, number, row)
        add_guide(book.create_sheet(GUIDE))
        add_lists(page, book.create_sheet(LISTS))
    book.save(target)


def write_header(page: Any) -> None:
    """Headers with a star where a row cannot do without, a comment on each, widths, the first row and the title kept in sight."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    for index, column in enumerate(COLUMNS, start=1):
        cell = page.cell(1, index, column.header + (" *" if column.required else ""))
        cell.font = Font(bold=True, color="FFFFFF" if column.required else "1B1D1E")
        cell.fill = PatternFill("solid", fgColor="0E5E66" if column.required else "DDE8E8")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.comment = Comment(hint(column), "Школа мэров", width=320, height=110)
        page.column_dimensions[column_letters(index - 1)].width = column.width
    page.row_dimensions[1].height = 44
    page.freeze_panes = "C2"


def write_row(page: Any, number: int, row: Row) -> None:
    """One practice. Raises KeyError."""
    values = {column_key(name): value for name, value in row.items()}
    for index, column in enumerate(COLUMNS, start=1):
        write_cell(page.cell(number, index), column, values.get(column.key))


def column_key(name: str) -> str:
    """Key of our column by header or key. Raises KeyError."""
    return name if name in BY_KEY else BY_HEADER[fold(name)].key


def write_cell(cell: Any, column: Column, value: Any) -> None:
    """A value that a spreadsheet will never take for a formula; an OKTMO is text and keeps its zero."""
    from openpyxl.styles import Alignment

    if column.cell == Cell.OKTMO:
        cell.number_format = "@"
    if value is None or value == "":
        return
    cell.value = "да" if value is True else "нет" if value is False else value
    if isinstance(cell.value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=column.cell == Cell.TEXT, vertical="top")
    elif isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"


def add_guide(page: Any) -> None:
    """The second sheet: steps, then every column."""
    from openpyxl.styles import Alignment, Font

    for step in STEPS:
        page.append([step])
    page.append([])
    page.append(["Столбец", "Обязательный", "Как писать"])
    for cell in page[page.max_row]:
        cell.font = Font(bold=True)
    for column in COLUMNS:
        page.append([column.header, "да" if column.required else "", hint(column)])
        page.cell(page.max_row, 3).alignment = Alignment(wrap_text=True, vertical="top")
    page["A1"].font = Font(bold=True, size=14)
    for letters, width in (("A", 34), ("B", 16), ("C", 100)):
        page.column_dimensions[letters].width = width


def add_lists(page: Any, lists: Any) -> None:
    """The third sheet holds what a cell may be chosen from; the cells of the first one refer to it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = {
        "sector": [node.label for node in sector_tree()],
        "national_project": sorted(set(NationalProject.objects.values_list("name", flat=True))),
        "demo": ["да", "нет"],
        **{column.key: [label for label, _code in column.choices] for column in COLUMNS if column.choices},
    }
    for index, (key, labels) in enumerate(choices.items()):
        letters = column_letters(index)
        lists[f"{letters}1"] = BY_KEY[key].header
        lists.column_dimensions[letters].width = 34
        for number, label in enumerate(labels, start=2):
            lists[f"{letters}{number}"] = label
        if labels:
            rule = DataValidation("list", formula1=f"'{LISTS}'!${letters}$2:${letters}${len(labels) + 1}", allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = "Такого значения нет в списке", "Выберите значение из списка."
            place = column_letters(list(BY_KEY).index(key))
            rule.add(f"{place}2:{place}{LAST_ROW}")
            page.add_data_validation(rule)
    codes = column_letters(len(choices) + 1)
    lists[f"{codes}1"] = "Коды подотраслей"
    lists.column_dimensions[codes].width = 50
    for number, node in enumerate((child for top in sector_tree() for child in top.children), start=2):
        lists[f"{codes}{number}"] = f"{node.code}: {node.label}"


def write_template(target: Path | str | IO[bytes]) -> None:
    """The template with its example row."""
    write_practices(target, [EXAMPLE])
