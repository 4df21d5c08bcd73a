"""Regions of the country with their live practices: the tile map and the table beneath it."""
from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from components.charts.tiles import TileMap, tile_map
from portfolio.queries import live_counts_by_region
from territories.queries.pages import MapRegion, all_regions

TOP = 10


@dataclass(frozen=True)
class RegionCount:
    """A region and the number of its live practices."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class DistrictTable:
    """A federal district; "" for regions outside of one. Its total adds up regions: a practice in two of them counts twice."""

    label: str
    total: int
    rows: tuple[RegionCount, ...]


@dataclass(frozen=True)
class RegionMap:
    """The map, its table, and how many regions have practices."""

    map: TileMap
    tables: tuple[DistrictTable, ...]
    regions: int
    with_practices: int
    counts: dict[int, int]

    @property
    def top(self) -> list[RegionCount]:
        """The regions with most practices."""
        rows = [row for table in self.tables for row in table.rows if row.count]
        return sorted(rows, key=lambda row: (-row.count, row.label))[:TOP]


def region_url(region: MapRegion) -> str:
    """Address of the region's page."""
    return reverse("website:region", args=[region.slug])


def region_map(current: int | None = None) -> RegionMap:
    """All regions with their counts. Two queries."""
    regions, counts = all_regions(), live_counts_by_region()
    return RegionMap(
        tile_map(regions, counts, region_url, current), district_tables(regions, counts), len(regions), sum(1 for one in regions if counts.get(one.id)),
        counts,
    )


def district_tables(regions: tuple[MapRegion, ...], counts: dict[int, int]) -> tuple[DistrictTable, ...]:
    """Districts with most practices first, regions likewise, then by name; those outside a district last."""
    by_district: dict[str, list[RegionCount]] = {}
    for region in regions:
        by_district.setdefault(region.district, []).append(RegionCount(region.label, region_url(region), counts.get(region.id, 0)))
    tables = [
        DistrictTable(label, sum(row.count for row in rows), tuple(sorted(rows, key=lambda row: (-row.count, row.label))))
        for label, rows in by_district.items()
    ]
    return tuple(sorted(tables, key=lambda table: (not table.label, -table.total, table.label)))
