"""A municipality's page: who it is, its practices, those of its peer group with the reason, its place in the group."""
from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse

from components.charts.lines import Strip, YearLine, strip, year_line
from components.charts.tiles import Spot, spots
from portfolio.models import PracticePlace
from portfolio.models.practice import Stage
from portfolio.queries import PracticeCard, live_counts_by_region, practice_cards, practices_of_municipalities
from territories.models import Municipality, Succession
from territories.queries.pages import MunicipalityFacts, all_regions, municipality_page

FITTING = 5
BESIDE = 3
MORE_WITH = 2
OWN_SHOWN = 20
LOOKED_AT = 2_000
MOSCOW = ZoneInfo("Europe/Moscow")
PROVEN = (Stage.REPORTED, Stage.VERIFIED)


@dataclass(frozen=True)
class Fit:
    """A practice of the same peer group and why it is shown."""

    card: PracticeCard
    same_region: bool
    population: int | None


@dataclass(frozen=True)
class Neighbour:
    """A line of the table of the group; `difference` in per cent of one's own population."""

    label: str
    region: str
    url: str
    population: int
    difference: float
    practices: int
    own: bool


@dataclass(frozen=True)
class LocalTime:
    """The zone in words («МСК+2») and the time now there and in Moscow."""

    zone: str
    shift: str
    here: dt.datetime
    moscow: dt.datetime


@dataclass(frozen=True)
class Heir:
    """What a former municipality became."""

    label: str
    url: str
    year: int | None


@dataclass(frozen=True)
class MunicipalityScreen:
    """Everything on a municipality's page."""

    facts: MunicipalityFacts
    heirs: tuple[Heir, ...]
    own: tuple[PracticeCard, ...]
    own_total: int
    fits: tuple[Fit, ...]
    group_practices: int
    line: YearLine
    strip: Strip | None
    neighbours: tuple[Neighbour, ...]
    spots: tuple[Spot, ...]
    region_practices: int
    time: LocalTime

    @property
    def population_year(self) -> int | None:
        """Year of the newest known population."""
        return self.facts.series[-1][0] if self.facts.series else None


def municipality_screen(region_slug: str, slug: str, at: dt.datetime) -> MunicipalityScreen | None:
    """None if there is no such address. Fifteen queries at most, at any number of practices and members of the group."""
    facts = municipality_page(region_slug, slug)
    if facts is None:
        return None
    place = facts.municipality
    ids = [place.pk, *(one.id for one in facts.predecessors)]
    own_ids = list(practices_of_municipalities(ids).order_by("-first_published_at", "-number").values_list("pk", flat=True))
    found = group_places(facts, ids)
    fitting = fitting_places(facts, found, set(own_ids))
    cards = {card.id: card for card in practice_cards([*own_ids[:OWN_SHOWN], *(one.practice_id for one in fitting)])}
    counts = Counter(municipality for _, municipality in {(one.practice_id, one.municipality_id) for one in found})
    sizes = facts.group_sizes
    return MunicipalityScreen(
        facts, heirs(place), tuple(cards[pk] for pk in own_ids[:OWN_SHOWN] if pk in cards), len(own_ids),
        tuple(
            Fit(cards[one.practice_id], one.municipality.region_id == place.region_id, sizes.get(one.municipality_id))
            for one in fitting if one.practice_id in cards
        ),
        len({one.practice_id for one in found}), year_line(facts.series, facts.border_break), strip(sizes.values(), sizes.get(place.pk)),
        neighbours(place, sizes, counts, len(own_ids)), spots(all_regions(), place.region_id),
        live_counts_by_region().get(place.region_id, 0), local_time(place.zone, at),
    )


def heirs(place: Municipality) -> tuple[Heir, ...]:
    """What it became; empty while it exists. One query."""
    rows = Succession.objects.filter(old=place).select_related("new__territory", "new__region").order_by("new__territory__name")
    return tuple(Heir(row.new.territory.label, address(row.new), row.date.year if row.date else None) for row in rows)


def address(place: Municipality) -> str:
    """Of its page; needs the region at hand."""
    return reverse("website:municipality", args=[place.region.slug, place.slug])


def group_places(facts: MunicipalityFacts, own: list[int]) -> list[PracticePlace]:
    """Places of live practices in the other members of the group, the newest practices first. One query, none for an empty group."""
    members = set(facts.group_sizes) - set(own)
    if not members:
        return []
    rows = PracticePlace.objects.filter(practice__live=True, municipality_id__in=members).select_related("practice", "municipality")
    only = rows.only("practice__stage", "practice__number", "municipality__region_id").order_by("-practice__number", "pk")
    return list(only[:LOOKED_AT])


def fitting_places(facts: MunicipalityFacts, found: list[PracticePlace], own: set[int]) -> list[PracticePlace]:
    """The best place of up to five practices: the own region first, then a reported result, then the nearest population, then the newest."""
    here, sizes = facts.municipality, facts.group_sizes
    mine = sizes.get(here.pk)

    def key(row: PracticePlace) -> tuple[bool, bool, float, int]:
        size = sizes.get(row.municipality_id)
        distance = abs(math.log(size / mine)) if size and mine else 0.0
        return row.municipality.region_id != here.region_id, row.practice.stage not in PROVEN, distance, -row.practice.number

    best: dict[int, PracticePlace] = {}
    for row in sorted(found, key=key):
        if row.practice_id not in own:
            best.setdefault(row.practice_id, row)
    return list(best.values())[:FITTING]


def neighbours(place: Municipality, sizes: dict[int, int], counts: Counter[int], own: int) -> tuple[Neighbour, ...]:
    """Three larger, the place itself, three smaller, and the two nearest beyond them that have practices. One query, none if its size is unknown."""
    mine = sizes.get(place.pk)
    if not mine:
        return ()
    ranked = sorted(sizes, key=lambda pk: (-sizes[pk], pk))
    at = ranked.index(place.pk)
    shown = ranked[max(0, at - BESIDE):at + BESIDE + 1]
    beyond = [pk for pk in ranked if counts.get(pk) and pk not in shown]
    shown += sorted(beyond, key=lambda pk: abs(math.log(sizes[pk] / mine)))[:MORE_WITH]
    rows = Municipality.objects.filter(pk__in=shown).select_related("territory", "region__territory")
    return tuple(
        Neighbour(
            row.territory.label, row.region.territory.label, address(row), sizes[row.pk], 100 * (sizes[row.pk] - mine) / mine,
            own if row.pk == place.pk else counts.get(row.pk, 0), row.pk == place.pk,
        )
        for row in sorted(rows, key=lambda one: ranked.index(one.pk))
    )


def local_time(zone: str, at: dt.datetime) -> LocalTime:
    """Shift from Moscow as people write it, with both times now."""
    here, moscow = at.astimezone(ZoneInfo(zone)), at.astimezone(MOSCOW)
    hours = ((here.utcoffset() or dt.timedelta()) - (moscow.utcoffset() or dt.timedelta())) / dt.timedelta(hours=1)
    shift = f"{abs(hours):g}"
    return LocalTime(zone, f"+{shift}" if hours > 0 else f"−{shift}" if hours < 0 else "", here, moscow)
