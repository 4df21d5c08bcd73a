"""Cards of practices: three queries at any number."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse

from portfolio.models import Practice, PracticeIndicator, PracticePlace
from portfolio.queries.live import live_practices
from portfolio.released import Label
from portfolio.releases import label
from portfolio.rules.target import months_between, share_of_target
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
        return "d-" + self.sector.code.split(".")[0].lower() if self.sector else ""

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


def card_figure(rows: Iterable[PracticeIndicator]) -> CardFigure | None:
    """The headline indicator."""
    row = next((row for row in rows if row.is_headline), None)
    return CardFigure(row.name, row.unit, row.direction, row.baseline, row.target, row.actual) if row else None


def practice_cards(ids: Iterable[int]) -> list[PracticeCard]:
    """Cards of the live practices among these keys, in the given order; three queries at any number."""
    wanted = list(ids)
    rows = live_practices().filter(pk__in=wanted).select_related("sector").prefetch_related(
        Prefetch("places", queryset=profiled_places()), Prefetch("indicators", queryset=PracticeIndicator.objects.filter(is_headline=True)),
    )
    cards = {row.pk: card(row) for row in rows}
    return [cards[pk] for pk in wanted if pk in cards]


def card(row: Practice) -> PracticeCard:
    """The card of a row with its places and headline."""
    return PracticeCard(
        id=row.pk, number=row.number, slug=row.slug, code=row.code, title=row.title, annotation=row.annotation, language=row.language,
        kind=row.kind, stage=row.stage, demo=row.demo, year=row.year, start=row.start, end=row.end, cost_krub=row.cost_krub,
        sector=label(row.sector) if row.sector else None, place=card_place(list(row.places.all())), figure=card_figure(row.indicators.all()),
    )


def newest_practices(limit: int = 6) -> list[PracticeCard]:
    """Cards of the practices published last."""
    return practice_cards(live_practices().order_by("-first_published_at", "-number").values_list("pk", flat=True)[:limit])
