"""A published text as it stood: what a release keeps and what the public page shows. Plain values, no Django."""
from __future__ import annotations

from collections.abc import Container
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints


@dataclass(frozen=True)
class Label:
    """A name of a reference book in both languages."""

    code: str
    name: str
    name_en: str = ""

    def in_language(self, language: str) -> str:
        """Name in the reader's language, Russian where there is no other."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True)
class ReleasedPlace:
    """A municipality with its share in per cent."""

    municipality_id: int
    name: Label
    region: Label
    share: Decimal
    settlement: str = ""


@dataclass(frozen=True)
class ReleasedIndicator:
    """A figure before, as promised and as it came; None is missing."""

    name: str
    unit: str
    direction: str
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    target_on: date | None
    actual: Decimal | None
    actual_on: date | None
    source: str
    is_headline: bool


@dataclass(frozen=True)
class ReleasedLine:
    """Money of one source, thousand roubles."""

    source: str
    year: int | None
    purpose: str
    amount_krub: Decimal


@dataclass(frozen=True)
class ReleasedText:
    """All public words and rows of a practice."""

    title: str
    short_title: str
    annotation: str
    kind: str
    stage: str
    language: str
    licence: str
    demo: bool
    keywords: str
    start: date | None
    end: date | None
    cost_krub: Decimal | None
    problem: str
    goal: str
    key_ambition: str
    solution: str
    lessons: str
    sector: Label | None
    national_project: Label | None
    subsectors: tuple[Label, ...]
    tags: tuple[Label, ...]
    places: tuple[ReleasedPlace, ...]
    indicators: tuple[ReleasedIndicator, ...]
    budget: tuple[ReleasedLine, ...]

    @property
    def headline(self) -> ReleasedIndicator | None:
        """The indicator that leads the card."""
        return next((row for row in self.indicators if row.is_headline), None)

    def as_document(self) -> dict[str, Any]:
        """JSON of this text; numbers as strings, so that nothing is rounded."""
        document: dict[str, Any] = plain(asdict(self))
        return document


TEXT_COLUMNS = (
    "title", "short_title", "annotation", "kind", "stage", "language", "licence", "demo", "keywords", "start", "end", "cost_krub", "problem", "goal",
    "key_ambition", "solution", "lessons",
)
"""Columns of the row that are taken over as they stand."""
ROWS = {"places": ReleasedPlace, "indicators": ReleasedIndicator, "budget": ReleasedLine, "subsectors": Label, "tags": Label}


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return decimal_text(value)
    return value.isoformat() if isinstance(value, date) else value


def decimal_text(value: Decimal) -> str:
    """A number without trailing zeros and without an exponent."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_document(document: dict[str, Any]) -> ReleasedText:
    """The text of a stored release; rows gain fields over time, so absent ones are read as missing."""
    values = read_row(ReleasedText, document, without=ROWS)
    rows = {name: tuple(shape(**read_row(shape, row)) for row in document.get(name, ())) for name, shape in ROWS.items()}
    return ReleasedText(**{**values, **rows})


def read_row(shape: type, row: dict[str, Any], without: Container[str] = ()) -> dict[str, Any]:
    """Values of one dataclass from JSON, by the types it names."""
    hints = get_type_hints(shape)
    return {field.name: read_value(hints[field.name], row.get(field.name)) for field in fields(shape) if field.name not in without}


def read_value(hint: Any, value: Any) -> Any:
    """One value by its type: numbers and dates come as strings, labels as rows."""
    kinds = getattr(hint, "__args__", (hint,))
    if value is None:
        return None if type(None) in kinds else kinds[0]()
    if Decimal in kinds:
        return Decimal(value)
    if date in kinds:
        return date.fromisoformat(value)
    return Label(**value) if Label in kinds else value
