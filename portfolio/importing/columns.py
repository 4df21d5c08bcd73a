"""Columns of the practices file. The file speaks Russian whatever the language of the interface."""
from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ops.imports.values import fold


class Cell(StrEnum):
    """How a cell is read."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MEASURED = "measured"
    CHOICE = "choice"
    SECTOR = "sector"
    SUBSECTORS = "subsectors"
    PROJECT = "project"
    YES_NO = "yes_no"
    PLACE = "place"
    OKTMO = "oktmo"
    OTHERS = "others"


KINDS = {
    "Процесс": "process", "Услуга": "service", "Управленческая модель": "management_model", "Инфраструктура": "infrastructure",
    "Программа": "programme", "Цифровое решение": "digital",
}
STAGES = {
    "Запланирована": "defended", "Внедряется": "implementing", "Внедрена, отчёт сдан": "reported", "Результат проверен": "verified",
    "Остановлена": "stopped",
}
DIRECTIONS = {"меньше лучше": "down", "больше лучше": "up"}
FUNDING = {
    "Федеральный бюджет": "federal", "Региональный бюджет": "regional", "Местный бюджет": "local", "Бизнес": "business", "Жители": "residents",
    "Грант": "grant", "Собственный труд": "own_labour",
}
INDICATORS = (1, 2, 3)


@dataclass(frozen=True)
class Column:
    """One column: its key in our code, its header in the file, how it is read, its longest text, its words for a choice."""

    key: str
    header: str
    cell: Cell
    longest: int = 0
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    width: int = 18


def indicator_columns(n: int) -> tuple[Column, ...]:
    """The ten columns of the n-th indicator."""
    return (
        Column(f"ind{n}.name", f"Показатель {n}", Cell.LINE, 150, width=30),
        Column(f"ind{n}.unit", f"Единица {n}", Cell.LINE, 40, width=14),
        Column(f"ind{n}.direction", f"Направление {n}", Cell.CHOICE, choices=tuple(DIRECTIONS.items()), width=16),
        Column(f"ind{n}.baseline", f"Было {n}", Cell.NUMBER, width=10),
        Column(f"ind{n}.baseline_on", f"Было, дата {n}", Cell.DATE, width=13),
        Column(f"ind{n}.target", f"План {n}", Cell.NUMBER, width=10),
        Column(f"ind{n}.target_on", f"План, дата {n}", Cell.DATE, width=13),
        Column(f"ind{n}.actual", f"Стало {n}", Cell.NUMBER, width=10),
        Column(f"ind{n}.actual_on", f"Стало, дата {n}", Cell.MEASURED, width=13),
        Column(f"ind{n}.source", f"Источник {n}", Cell.LINE, 200, width=30),
    )


COLUMNS = (
    Column("code", "Код", Cell.LINE, 150, width=10),
    Column("title", "Название", Cell.LINE, 150, required=True, width=44),
    Column("short_title", "Краткое название", Cell.LINE, 40, width=26),
    Column("annotation", "Аннотация", Cell.TEXT, 600, width=50),
    Column("kind", "Вид", Cell.CHOICE, required=True, choices=tuple(KINDS.items())),
    Column("sector", "Отрасль", Cell.SECTOR, required=True),
    Column("subsectors", "Подотрасли", Cell.SUBSECTORS, width=20),
    Column("place", "Муниципалитет", Cell.PLACE, required=True, width=30),
    Column("oktmo", "ОКТМО", Cell.OKTMO, width=12),
    Column("settlement", "Населённый пункт", Cell.LINE, 120, width=20),
    Column("others", "Другие муниципалитеты", Cell.OTHERS, width=30),
    Column("stage", "Стадия", Cell.CHOICE, required=True, choices=tuple(STAGES.items()), width=20),
    Column("start", "Начало", Cell.DATE, width=13),
    Column("end", "Окончание", Cell.DATE, width=13),
    Column("problem", "Проблема", Cell.TEXT, 20_000, width=50),
    Column("goal", "Цель", Cell.TEXT, 20_000, width=40),
    Column("key_ambition", "Ключевая амбиция", Cell.TEXT, 20_000, width=40),
    Column("solution", "Решение", Cell.TEXT, 20_000, width=50),
    Column("lessons", "Уроки", Cell.TEXT, 20_000, width=40),
    *(column for n in INDICATORS for column in indicator_columns(n)),
    *(Column(f"budget.{code}", f"{name}, тыс. руб.", Cell.MONEY, width=16) for name, code in FUNDING.items()),
    Column("keywords", "Ключевые слова", Cell.LINE, 300, width=30),
    Column("national_project", "Национальный проект", Cell.PROJECT, width=24),
    Column("demo", "Учебный пример", Cell.YES_NO, width=12),
)
BY_KEY = {column.key: column for column in COLUMNS}
BY_HEADER = {fold(column.header): column for column in COLUMNS}
LANGUAGE = Column("language", "Язык текста", Cell.CHOICE, choices=(("русский", "ru"), ("английский", "en")))
"""Language of the texts: no column of the file, only a constant of a map."""


def column_for(header: str) -> Column | None:
    """The column that a header means; a star for «required» and case do not matter."""
    return BY_HEADER.get(fold(header.strip().rstrip("*")))


def column_named(name: str) -> Column | None:
    """By header or by key, as a map may write it."""
    if name == LANGUAGE.key:
        return LANGUAGE
    return BY_KEY.get(name) or column_for(name)
