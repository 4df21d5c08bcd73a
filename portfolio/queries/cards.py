"""Cards of practices: three queries at any number."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from portfolio.models import Practice, PracticeIndicator, PracticePlace
from portfolio.queries.live import live_practices
from portfolio.released import Label
from portfolio.rules.number import printed_number
from portfolio.rules.target import months_between, share_of_target
from taxonomy.rules.hue import hue_of
from territories.models import Membership, Population


@dataclass(frozen=True)
class CardFigure:
    """The headline of a card: what changed from what to what."""

    name: str
    unit: str
    direction: str
    baseline: Decimal | None
    target: Decimal | None
    actual: Decimal | None

    @property
    def reached(self) -> Decimal | None:
        """Share of the target, 0–1."""
        return share_of_target(self.baseline, self.target, self.actual, self.direction)


@dataclass(frozen=True)
class CardPlace:
    """The main place of a card."""

    municipality_id: int
    name: Label
    region: Label
    settlement: str
    population: int | None
    population_year: int | None
    group: Label | None
    others: int


@dataclass(frozen=True)
class PracticeCard:
    """A practice in a list."""

    id: int
    number: int
    slug: str
    code: str
    title: str
    annotation: str
    language: str
    kind: str
    stage: str
    demo: bool
    year: int | None
    start: date | None
    end: date | None
    cost_krub: Decimal | None
    sector: Label | None
    place: CardPlace | None
    figure: CardFigure | None

    @property
    def url(self) -> str:
        """Its address in the reader's language."""
        return reverse("portfolio:practice", args=[self.number, self.slug])

    @property
    def hue(self) -> str:
        """CSS class of the sector's mark."""
        return hue_of(self.sector.code) if self.sector else ""

    @property
    def months(self) -> int | None:
        """Length of the work."""
        return months_between(self.start, self.end)


def profiled_places() -> QuerySet[PracticePlace]:
    """Places with names, the newest population of the municipality and its peer group; what has no row stays None."""
    population = Population.objects.filter(municipality=OuterRef("municipality")).order_by("-year")
    group = Membership.objects.filter(municipality=OuterRef("municipality")).order_by("-year", "basis")
    return PracticePlace.objects.select_related("municipality__territory", "municipality__region__territory").annotate(
        population=Subquery(population.values("total")[:1]), population_year=Subquery(population.values("year")[:1]),
        group_code=Subquery(group.values("group__code")[:1]), group_title=Subquery(group.values("group__title")[:1]),
        group_title_en=Subquery(group.values("group__title_en")[:1]),
    )


def card_place(rows: Sequence[Any]) -> CardPlace | None:
    """The main place, with the number of the others; rows come from `profiled_places`."""
    if not rows:
        return None
    row = rows[0]
    municipality = row.municipality
    region = municipality.region.territory
    return CardPlace(
        municipality_id=municipality.pk, name=Label(municipality.slug, municipality.territory.name, municipality.territory.name_en),
        region=Label(municipality.region.slug, region.name, region.name_en), settlement=row.settlement,
        population=row.population, population_year=row.population_year,
        group=Label(row.group_code, row.group_title, row.group_title_en) if row.group_code else None, others=len(rows) - 1,
    )


def practice_cards(ids: Iterable[int]) -> list[PracticeCard]:
    """Cards of the live practices among these keys, in the given order; three queries at any number.

    Plain values instead of model objects: the catalogue shows ten at every request, and this is half the cost.
    """
    wanted = list(ids)
    places: dict[int, list[Any]] = {}
    for place in place_values().filter(practice_id__in=wanted):
        places.setdefault(place.practice_id, []).append(place)
    figures: dict[int, CardFigure] = {}
    shown = PracticeIndicator.objects.filter(practice_id__in=wanted, is_headline=True).order_by("sort_order", "pk")
    for row in shown.values("practice_id", "name", "unit", "direction", "baseline", "target", "actual"):
        figure = CardFigure(row["name"], row["unit"], row["direction"], row["baseline"], row["target"], row["actual"])
        figures.setdefault(row["practice_id"], figure)
    cards = {row.pk: value_card(row, places.get(row.pk, []), figures.get(row.pk)) for row in card_values().filter(pk__in=wanted)}
    return [cards[pk] for pk in wanted if pk in cards]


@cache
def card_values() -> QuerySet[Practice, Any]:
    """Columns of a card; made once, filtered at each use."""
    return live_practices().order_by().values_list(
        "pk", "number", "slug", "title", "annotation", "language", "kind", "stage", "demo", "year", "start", "end", "cost_krub",
        "sector__code", "sector__name", "sector__name_en", named=True,
    )


@cache
def place_values() -> QuerySet[Any, Any]:
    """Columns of a card's places, the main one first; made once, filtered at each use."""
    rows: QuerySet[Any] = profiled_places().order_by("sort_order", "pk")
    return rows.values_list(
        "practice_id", "municipality_id", "settlement", "municipality__slug", "municipality__territory__name", "municipality__territory__name_en",
        "municipality__region__slug", "municipality__region__territory__name", "municipality__region__territory__name_en",
        "population", "population_year", "group_code", "group_title", "group_title_en", named=True,
    )


def value_card(row: Any, places: Sequence[Any], figure: CardFigure | None) -> PracticeCard:
    """The card of a row of `card_values` with its places and headline."""
    return PracticeCard(
        id=row.pk, number=row.number, slug=row.slug, code=printed_number(row.number, row.year), title=row.title, annotation=row.annotation,
        language=row.language, kind=row.kind, stage=row.stage, demo=row.demo, year=row.year, start=row.start, end=row.end, cost_krub=row.cost_krub,
        sector=Label(row.sector__code, row.sector__name, row.sector__name_en) if row.sector__code else None, place=value_place(places), figure=figure,
    )


def value_place(places: Sequence[Any]) -> CardPlace | None:
    """The main place of rows of `place_values`, with the number of the others."""
    if not places:
        return None
    row = places[0]
    return CardPlace(
        municipality_id=row.municipality_id,
        name=Label(row.municipality__slug, row.municipality__territory__name, row.municipality__territory__name_en),
        region=Label(row.municipality__region__slug, row.municipality__region__territory__name, row.municipality__region__territory__name_en),
        settlement=row.settlement, population=row.population, population_year=row.population_year,
        group=Label(row.group_code, row.group_title, row.group_title_en) if row.group_code else None, others=len(places) - 1,
    )


def newest_practices(limit: int = 6) -> list[PracticeCard]:
    """Cards of the practices published last."""
    return practice_cards(live_practices().order_by("-first_published_at", "-number").values_list("pk", flat=True)[:limit])
