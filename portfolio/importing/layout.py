"""Which column of the file is which: by our headers, or by a map for a foreign file."""
from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ops.imports.addresses import cell_address, column_letters
from ops.imports.kinds import ColumnFound
from ops.imports.limits import FileProblem
from portfolio.importing.columns import COLUMNS, Column, column_for, column_named

KEYS = {"source", "key", "columns", "factors", "constants"}


class BadMap(ValueError):
    """The map says something that cannot be; the message names the line's name."""


@dataclass(frozen=True)
class FileMap:
    """How to read a foreign file: its headers → our keys, factors by header, constants by our key, headers that make the key."""

    columns: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    source: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the options of a batch."""
        return {
            "columns": dict(self.columns), "factors": dict(self.factors), "constants": dict(self.constants), "key": list(self.key),
            "source": self.source,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> FileMap:
        """From the options of a batch."""
        return cls(stored["columns"], stored["factors"], stored["constants"], tuple(stored["key"]), stored["source"])


def read_map(path: Path) -> FileMap:
    """A TOML map. Raises BadMap."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMap(str(error)) from error
    if unknown := sorted(set(data) - KEYS):
        raise BadMap(f"unknown: {', '.join(unknown)}; known: {', '.join(sorted(KEYS))}")
    factors = {str(name): str(number) for name, number in data.get("factors", {}).items()}
    try:
        [Decimal(number) for number in factors.values()]
    except InvalidOperation as error:
        raise BadMap(f"factors: not a number in {factors}") from error
    return FileMap(
        {str(header): key_named(str(name), "columns") for header, name in data.get("columns", {}).items()}, factors,
        {key_named(str(name), "constants"): str(value) for name, value in data.get("constants", {}).items()},
        tuple(str(header) for header in data.get("key", ())), str(data.get("source", "")),
    )


def key_named(name: str, part: str) -> str:
    """Key of our column. Raises BadMap."""
    column = column_named(name)
    if column is None:
        raise BadMap(f"{part}: there is no column «{name}»")
    return column.key


@dataclass(frozen=True)
class Layout:
    """Columns of one file: our column by place, factor by place, places that make the key, constants by key."""

    columns: Mapping[int, Column]
    factors: Mapping[int, Decimal] = field(default_factory=dict)
    key: tuple[int, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        """Our columns that this file fills."""
        return frozenset(column.key for column in self.columns.values()) | frozenset(self.constants)

    def address(self, key: str, row: int) -> str:
        """Cell of our column in this row; a value of the map has none."""
        return next((cell_address(index, row) for index, column in self.columns.items() if column.key == key), "")


def layout_of(header: Mapping[int, str], header_row: int, foreign: FileMap | None = None) -> tuple[Layout, list[ColumnFound]]:
    """Place the columns. Raises FileProblem: a column twice, a required one missing, a header of the map that is not there."""
    columns: dict[int, Column] = {}
    places: dict[str, int] = {}
    for index, text in header.items():
        column = column_named(foreign.columns[text]) if foreign and text in foreign.columns else None if foreign else column_for(text)
        if column is None:
            continue
        if column.key in places:
            first = cell_address(places[column.key], header_row)
            raise FileProblem("column_twice", header=column.header, first=first, second=cell_address(index, header_row))
        columns[index], places[column.key] = column, index
    layout = Layout(columns, *from_map(header, foreign)) if foreign else Layout(columns)
    there = layout.keys | ({"place"} if "oktmo" in layout.keys else set())
    if missing := [column.header for column in COLUMNS if column.required and column.key not in there]:
        raise FileProblem("columns_missing", headers=missing)
    found = [ColumnFound(column_letters(i), text, columns[i].key if i in columns else "") for i, text in header.items()]
    return layout, found


def from_map(header: Mapping[int, str], foreign: FileMap) -> tuple[dict[int, Decimal], tuple[int, ...], Mapping[str, str]]:
    """Factors, key and constants by place. Raises FileProblem."""
    places = {text: index for index, text in header.items()}
    wanted = [*foreign.columns, *foreign.factors, *foreign.key]
    if missing := [text for text in dict.fromkeys(wanted) if text not in places]:
        raise FileProblem("columns_missing", headers=missing)
    factors = {places[text]: Decimal(number) for text, number in foreign.factors.items()}
    return factors, tuple(places[text] for text in foreign.key), foreign.constants
