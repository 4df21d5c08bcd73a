"""Everything an import or a form writes into a practice: plain values, no Django."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class IndicatorFields:
    """A row of the indicators; None means missing, which is not zero."""

    name: str
    unit: str = ""
    direction: str = "down"
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    target_on: date | None = None
    actual: Decimal | None = None
    actual_on: date | None = None
    source: str = ""
    is_headline: bool = False


@dataclass(frozen=True)
class BudgetFields:
    """Money of one source, thousand roubles."""

    source: str
    amount_krub: Decimal
    year: int | None = None
    purpose: str = ""


@dataclass(frozen=True)
class PlaceFields:
    """A municipality with its share in per cent; the first place is the main one."""

    municipality_id: int
    settlement: str = ""
    share: Decimal = Decimal(100)


@dataclass(frozen=True)
class PracticeFields:
    """A practice as plain values: keys of sectors, tags and projects; rows in their order. Cover and dates of publication are not touched."""

    title: str
    short_title: str = ""
    annotation: str = ""
    kind: str = ""
    sector_id: int | None = None
    subsector_ids: tuple[int, ...] = ()
    tag_ids: tuple[int, ...] = ()
    keywords: str = ""
    national_project_id: int | None = None
    stage: str = ""
    start: date | None = None
    end: date | None = None
    problem: str = ""
    goal: str = ""
    key_ambition: str = ""
    solution: str = ""
    lessons: str = ""
    language: str = "ru"
    licence: str = "CC BY 4.0"
    demo: bool = False
    origin: str = "editor"
    source: str = ""
    source_key: str = ""
    places: tuple[PlaceFields, ...] = ()
    indicators: tuple[IndicatorFields, ...] = ()
    budget: tuple[BudgetFields, ...] = ()


TEXTS = (
    "title", "short_title", "annotation", "kind", "sector_id", "keywords", "national_project_id", "stage", "start", "end", "problem", "goal",
    "key_ambition", "solution", "lessons", "language", "licence", "demo", "origin", "source", "source_key",
)
"""Names that `PracticeFields` and the model share one to one."""
