"""Cells → values, with what is wrong in them."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ops.imports.kinds import Message
from ops.imports.table import SourceRow
from ops.imports.values import BadCell, Value, as_text, fit_number, fold, number_text, read_date, read_number, read_yes_no, readable
from portfolio.importing.columns import Cell, Column, column_named
from portfolio.importing.layout import Layout
from portfolio.importing.lookups import Lookups
from territories.queries import Match

SHARE = re.compile(r"(.+?)[\s:—–-]+(\d{1,3}(?:[.,]\d+)?)\s*%?", re.S)
EARLIEST, YEARS_AHEAD = 1990, 15


@dataclass
class Row:
    """One row while it is read: values by our keys (a key that is absent was not in the file), messages in the order of the columns."""

    source: SourceRow
    layout: Layout
    lookups: Lookups
    today: date
    values: dict[str, Any] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    blank: set[str] = field(default_factory=set)
    raw: dict[str, Value] = field(default_factory=dict)

    def say(self, level: str, key: str, code: str, **params: Any) -> None:
        """Keep a message on the cell of our column."""
        self.messages.append(Message(level, code, self.layout.address(key, self.source.number), params, key))

    @property
    def is_refused(self) -> bool:
        """Whether one message is an error."""
        return any(message.level == "error" for message in self.messages)


def read_row(source: SourceRow, layout: Layout, lookups: Lookups, today: date) -> Row:
    """Read every cell; nothing is raised, what cannot be read is a message."""
    row = Row(source, layout, lookups, today)
    cells: list[tuple[Column, Value, Decimal | None]] = [
        (column, source.cells.get(index), layout.factors.get(index)) for index, column in layout.columns.items()
    ]
    for key, text in layout.constants.items():
        column = column_named(key)
        if column is not None:
            cells.append((column, text, None))
    for column, value, factor in cells:
        row.raw[column.key] = value
        read_cell(row, column, value, factor)
    read_places(row)
    return row


def read_cell(row: Row, column: Column, value: Value, factor: Decimal | None) -> None:
    """One cell into `values`; blank is None, which is not zero."""
    if column.cell in (Cell.PLACE, Cell.OKTMO, Cell.OTHERS):
        return  # read together
    try:
        text = as_text(readable(value))
        if not text:
            row.values[column.key] = None
            row.blank.add(column.key)
            if column.required:
                row.say("error", column.key, "required", header=column.header)
            return
        row.values[column.key] = READERS[column.cell](row, column, value if factor is None else read_number(value) * factor)
    except BadCell as problem:
        row.say("error", column.key, problem.code, **problem.params)


def read_text(row: Row, column: Column, value: Value) -> str:
    """Text within its length. Raises BadCell."""
    text = as_text(value)
    if column.cell == Cell.LINE:
        text = " ".join(text.split())
    if len(text) > column.longest:
        raise BadCell("too_long", length=len(text), limit=column.longest)
    return text


def read_figure(row: Row, column: Column, value: Value) -> Decimal:
    """A number that fits its column; money is not negative. Raises BadCell."""
    number = read_number(value)
    if column.cell == Cell.MONEY and number < 0:
        raise BadCell("negative", value=number_text(number))
    places = 1 if column.cell == Cell.MONEY else 3
    fitted, rounded = fit_number(number, 14, places)
    if rounded:
        row.say("warning", column.key, "rounded", value=number_text(number), after=number_text(fitted))
    return fitted


def read_day(row: Row, column: Column, value: Value) -> date:
    """A date in sight; what was measured was measured before today. Raises BadCell."""
    day = read_date(value)
    if column.cell == Cell.MEASURED and day > row.today:
        raise BadCell("future", value=as_text(day))
    if not EARLIEST <= day.year <= row.today.year + YEARS_AHEAD:
        raise BadCell("far", value=as_text(day), first=EARLIEST, last=row.today.year + YEARS_AHEAD)
    return day


def read_choice(row: Row, column: Column, value: Value) -> str:
    """One of the words, or its code. Raises BadCell."""
    text = fold(as_text(value))
    for label, code in column.choices:
        if text in (fold(label), code):
            return code
    raise BadCell("unknown_choice", value=as_text(value)[:60], choices=[label for label, _code in column.choices])


def read_sector(row: Row, column: Column, value: Value) -> int:
    """Id of a first level. Raises BadCell."""
    text = as_text(value)
    node = row.lookups.sector(text)
    if node is None or node.id not in row.lookups.tops:
        raise BadCell("unknown_sector", value=text[:60], like=row.lookups.sectors_like(text))
    return node.id


def read_subsectors(row: Row, column: Column, value: Value) -> tuple[int, ...]:
    """Ids of second levels, separated by semicolons; codes also by commas. Raises BadCell."""
    text = as_text(value)
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    found: list[int] = []
    for part in parts:
        whole = row.lookups.sector(part)
        for piece in [part] if whole else [piece.strip() for piece in part.split(",") if piece.strip()]:
            node = whole or row.lookups.sector(piece)
            if node is None or node.id in row.lookups.tops:
                raise BadCell("unknown_subsector", value=piece[:60], like=row.lookups.sectors_like(piece, second=True))
            found.append(node.id)
    return tuple(dict.fromkeys(found))


def read_project(row: Row, column: Column, value: Value) -> int:
    """Id of a national project. Raises BadCell."""
    text = as_text(value)
    start = row.values.get("start")
    found = row.lookups.project(text, start.year if start else None)
    if found is None:
        raise BadCell("unknown_project", value=text[:60], choices=sorted(set(row.lookups.project_names.values())))
    return found


READERS: dict[Cell, Callable[[Row, Column, Value], Any]] = {
    Cell.LINE: read_text, Cell.TEXT: read_text, Cell.NUMBER: read_figure, Cell.MONEY: read_figure, Cell.DATE: read_day, Cell.MEASURED: read_day,
    Cell.CHOICE: read_choice, Cell.SECTOR: read_sector, Cell.SUBSECTORS: read_subsectors, Cell.PROJECT: read_project,
    Cell.YES_NO: lambda row, column, value: read_yes_no(value),
}


def read_places(row: Row) -> None:
    """Municipality and OKTMO together into `place`, the others into `others` as (id, share)."""
    texts: dict[str, str] = {}
    for key in ("place", "oktmo", "others"):
        try:
            texts[key] = as_text(readable(row.raw.get(key)))
        except BadCell as problem:
            row.say("error", key, problem.code, **problem.params)
            return
    row.values["place"] = main_place(row, texts["place"], texts["oktmo"])
    if "others" in row.layout.keys:
        try:
            row.values["others"] = other_places(row, texts["others"])
        except BadCell as problem:
            row.say("error", "others", problem.code, **problem.params)


def main_place(row: Row, text: str, oktmo: str) -> int | None:
    """Id of the municipality; None with a message."""
    key = "place" if text or "oktmo" not in row.layout.keys else "oktmo"
    if not text and not oktmo:
        row.say("error", "place", "required", header="Муниципалитет")
        return None
    match = row.lookups.place(text, "" if text.isdigit() else oktmo)  # an OKTMO typed as the place is the last word
    if match.municipality is None:
        row.say("error", key, *unknown_place(match), value=(text or oktmo)[:60], like=places_like(match))
        return None
    if match.repaired:
        row.say("warning", "oktmo" if oktmo else "place", "oktmo_repaired", value=oktmo or text, after=match.repaired)
    if match.name_differs:
        row.say("warning", "oktmo", "place_differs", value=text[:60], after=row.lookups.label(match.municipality.pk))
    return int(match.municipality.pk)


def unknown_place(match: Match) -> tuple[str]:
    """Code of the message."""
    return ("ambiguous_place",) if match.ambiguous else ("unknown_place",)


def places_like(match: Match) -> list[dict[str, str]]:
    """What may be meant, for the message and for the button that replaces."""
    return [{"name": hit.text, "oktmo": hit.oktmo} for hit in match.suggestions[:3]]


def other_places(row: Row, text: str) -> tuple[tuple[int, Decimal], ...]:
    """`22701000 30 %; Бор 20 %` → ids with shares; together less than 100. Raises BadCell."""
    found: dict[int, Decimal] = {}
    for part in (part.strip() for part in re.split(r"[;\n]", text) if part.strip()):
        matched = SHARE.fullmatch(part)
        if not matched:
            raise BadCell("share_missing", value=part[:60])
        name, share = matched[1].strip(), Decimal(matched[2].replace(",", "."))
        match = row.lookups.place(name)
        if match.municipality is None:
            raise BadCell(*unknown_place(match), value=name[:60], like=places_like(match))
        if match.municipality.pk in found or match.municipality.pk == row.values.get("place"):
            raise BadCell("place_twice", value=name[:60])
        found[match.municipality.pk] = share.quantize(Decimal("0.001"))
    if any(share <= 0 for share in found.values()) or sum(found.values()) >= 100:
        raise BadCell("shares", value=number_text(sum(found.values(), Decimal(0))))
    return tuple(found.items())


