"""The tile map, a region's list and a municipality's page."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from territories.models import Membership, Municipality, Population, Region, Succession, Territory, TerritoryKind
from territories.queries.groups import GroupFacts, group_of, sizes_in_group


@dataclass(frozen=True)
class MapRegion:
    """A region on the map; `row` and `col` are None when it has no tile."""

    id: int
    slug: str
    label: str
    abbr: str
    district_id: int | None
    district: str
    row: int | None
    col: int | None


@dataclass(frozen=True)
class DistrictRow:
    """A federal district with its regions by name."""

    id: int
    label: str
    regions: tuple[MapRegion, ...]


def all_regions() -> tuple[MapRegion, ...]:
    """Every region by name, drawn or not. One query."""
    rows = Region.objects.select_related("territory__parent").order_by("territory__name")
    return tuple(
        MapRegion(
            row.pk, row.slug, row.territory.label, row.short, row.territory.parent_id,
            row.territory.parent.label if row.territory.parent else "", row.tile_row, row.tile_col,
        )
        for row in rows
    )


def regions_on_map() -> tuple[MapRegion, ...]:
    """Regions that have a tile, row by row from the north-west. One query."""
    drawn = [region for region in all_regions() if region.row is not None and region.col is not None]
    return tuple(sorted(drawn, key=lambda region: (region.row, region.col)))


def districts() -> tuple[DistrictRow, ...]:
    """Federal districts by name with all their regions. Two queries."""
    regions = all_regions()
    return tuple(
        DistrictRow(one.pk, one.label, tuple(region for region in regions if region.district_id == one.pk))
        for one in Territory.objects.filter(kind=TerritoryKind.DISTRICT)
    )


def region_by_slug(slug: str) -> Region | None:
    """The region with its territory and district, None if there is none."""
    return Region.objects.select_related("territory__parent").filter(slug=slug).first()


@dataclass(frozen=True)
class MunicipalityRow:
    """A line of a list; `population` None is unknown."""

    id: int
    slug: str
    label: str
    full_name: str
    type: str
    type_label: str
    oktmo: str
    population: int | None
    group: str
    group_label: str


def current() -> Q:
    """Municipalities that exist now."""
    return Q(valid_to=None)


def with_size(rows: QuerySet[Municipality]) -> QuerySet[Municipality]:
    """Adds `people`, the newest known number of residents, and `group_id`, the group in force."""
    newest = Population.objects.filter(municipality=OuterRef("pk")).order_by("-year")
    group = Membership.objects.filter(municipality=OuterRef("pk")).order_by("-year", "basis")
    return rows.annotate(
        people=Subquery(newest.values("total")[:1]),
        in_group=Subquery(group.values("group__code")[:1]),
        in_group_ru=Subquery(group.values("group__title")[:1]),
        in_group_en=Subquery(group.values("group__title_en")[:1]),
    )


def municipalities_of(region_id: int) -> QuerySet[Municipality]:
    """Current municipalities of a region by name, with `people` and group annotated: page it, then `municipality_rows(page)`."""
    rows = Municipality.objects.filter(current(), region=region_id).select_related("territory")
    return with_size(rows).order_by("territory__name", "pk")


def municipality_rows(rows: Iterable[Municipality]) -> tuple[MunicipalityRow, ...]:
    """Lines of a page of `municipalities_of` in the reader's language; no query of its own."""
    from django.utils.translation import get_language

    english = get_language() == "en"
    return tuple(
        MunicipalityRow(
            row.pk, row.slug, row.territory.label, row.full_name, row.type, row.get_type_display(), row.oktmo, getattr(row, "people", None),
            getattr(row, "in_group", None) or "",
            (english and getattr(row, "in_group_en", None)) or getattr(row, "in_group_ru", None) or "",
        )
        for row in rows
    )


@dataclass(frozen=True)
class Predecessor:
    """A municipality that went into this one; `same_code` if only the borders changed."""

    id: int
    label: str
    full_name: str
    oktmo: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    same_code: bool


@dataclass(frozen=True)
class MunicipalityFacts:
    """What the page of a municipality shows. `series` is (year, residents) by year; `border_break` the first year on its present borders."""

    municipality: Municipality
    series: tuple[tuple[int, int], ...]
    border_break: int | None
    predecessors: tuple[Predecessor, ...]
    group: GroupFacts | None
    group_sizes: dict[int, int]

    @property
    def population(self) -> int | None:
        """The newest known number, None if there is none."""
        return self.series[-1][1] if self.series else None


def municipality_page(region_slug: str, slug: str) -> MunicipalityFacts | None:
    """Everything about one municipality, None if there is no such address. Six queries, whatever it holds."""
    found = Municipality.objects.select_related("territory", "region__territory__parent").filter(region__slug=region_slug, slug=slug).first()
    if found is None:
        return None
    series = tuple(Population.objects.filter(municipality=found).order_by("year").values_list("year", "total"))
    links = list(Succession.objects.filter(new=found).select_related("old__territory").order_by("old__oktmo"))
    before = tuple(
        Predecessor(
            row.old_id, row.old.territory.label, row.old.full_name, row.old.oktmo, row.old.valid_from, row.old.valid_to,
            row.old.oktmo == found.oktmo,
        )
        for row in links
    )
    group = group_of(found.pk)
    return MunicipalityFacts(
        found, series, max((row.date.year for row in links if row.date), default=None), before, group,
        sizes_in_group(group.code, group.year) if group else {},
    )
