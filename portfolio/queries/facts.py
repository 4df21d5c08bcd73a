"""Whole practices for machines and files: everything the public page says, three queries at any number."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from portfolio.queries.page import page_rows, text_of
from portfolio.released import Label, ReleasedIndicator, ReleasedPlace, ReleasedText
from portfolio.rules.target import months_between, share_of_target


@dataclass(frozen=True)
class FactPlace:
    """A place with its code of the state register and how large it is; what has no row stays None."""

    place: ReleasedPlace
    oktmo: str
    population: int | None
    population_year: int | None
    group: Label | None


@dataclass(frozen=True)
class PracticeFacts:
    """A live practice, whole; `release` is the number of the text shown, None before the first one was kept."""

    id: int
    number: int
    slug: str
    code: str
    text: ReleasedText
    places: tuple[FactPlace, ...]
    release: int | None
    first_published_at: datetime | None
    last_published_at: datetime | None

    @property
    def main_place(self) -> FactPlace | None:
        """The first place."""
        return self.places[0] if self.places else None

    @property
    def months(self) -> int | None:
        """Length of the work."""
        return months_between(self.text.start, self.text.end)

    @property
    def reached(self) -> Decimal | None:
        """Share of the target that the headline reached, 0–1."""
        return reached(self.text.headline) if self.text.headline else None


def reached(row: ReleasedIndicator) -> Decimal | None:
    """Share of an indicator's target, 0–1."""
    return share_of_target(row.baseline, row.target, row.actual, row.direction)


def practice_facts(ids: Iterable[int]) -> list[PracticeFacts]:
    """The live practices among these keys, in the given order; three queries at any number, so give a few hundred at a time."""
    wanted = list(ids)
    rows = {row.pk: row for row in page_rows().filter(pk__in=wanted)}
    return [facts_of(rows[pk]) for pk in wanted if pk in rows]


def facts_of(row: Any) -> PracticeFacts:
    """The facts of a row of `page_rows`."""
    text = text_of(row)
    return PracticeFacts(
        id=row.pk, number=row.number, slug=row.slug, code=row.code, text=text, release=row.release_n,
        places=tuple(fact_place(place, shown) for place, shown in zip(row.places.all(), text.places, strict=True)),
        first_published_at=row.first_published_at, last_published_at=row.last_published_at,
    )


def fact_place(row: Any, shown: ReleasedPlace) -> FactPlace:
    """The facts of a place from `profiled_places`."""
    group = Label(row.group_code, row.group_title, row.group_title_en) if row.group_code else None
    return FactPlace(shown, row.municipality.oktmo, row.population, row.population_year, group)
