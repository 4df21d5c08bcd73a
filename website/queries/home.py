"""The home page."""
from __future__ import annotations

from dataclasses import dataclass

from portfolio.queries import PracticeCard, live_count, live_counts_by_sector, newest_practices
from taxonomy.queries import SectorNode, sector_tree
from website.queries.regions import RegionMap, region_map

NEWEST = 4


@dataclass(frozen=True)
class SectorCount:
    """A sector with its live practices, second level included."""

    code: str
    label: str
    hue: str
    count: int


@dataclass(frozen=True)
class HomeFacts:
    """Everything on the home page that is counted. `sectors` holds only those with practices."""

    practices: int
    sectors: tuple[SectorCount, ...]
    regions: RegionMap
    newest: tuple[PracticeCard, ...]


def home_facts() -> HomeFacts:
    """Nine queries, at any number of practices; eight while there are none."""
    sectors = tuple(one for one in sector_counts(live_counts_by_sector()) if one.count)
    return HomeFacts(live_count(), sectors, region_map(), tuple(newest_practices(NEWEST)))


def sector_counts(counts: dict[int, int]) -> tuple[SectorCount, ...]:
    """Sectors of the first level in order. One query."""
    return tuple(SectorCount(node.code, node.label, node.hue, total(node, counts)) for node in sector_tree())


def total(node: SectorNode, counts: dict[int, int]) -> int:
    """Practices of the sector and of what is below it."""
    return counts.get(node.id, 0) + sum(total(child, counts) for child in node.children)
