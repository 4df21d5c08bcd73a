"""A region's page: its place on the map, practices by sector, municipalities with filters in the address."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from components.paging import Pages, paged
from portfolio.models.practice import Stage
from portfolio.queries import PracticeCard, live_counts_by_municipality, practice_cards, practices_of_region
from territories.models import Region
from territories.queries.pages import MunicipalityRow, municipalities_of, municipality_rows
from territories.rules.names import words
from website.queries.home import SectorCount, sector_counts
from website.queries.regions import RegionMap, region_map

SIZE = 15
SHOWN = 5
SORTS = ("practices", "-practices", "name", "-name", "people", "-people")
USUAL = "-practices"
PROVEN = (Stage.REPORTED, Stage.VERIFIED)


@dataclass(frozen=True)
class MunicipalityFilter:
    """The state of the list, wholly in the address; what is unknown falls away."""

    text: str = ""
    groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    only_with: bool = False
    sort: str = USUAL

    @classmethod
    def read(cls, data: QueryDict) -> MunicipalityFilter:
        """From the address."""
        sort = data.get("sort", "")
        return cls(
            data.get("q", "").strip()[:100], tuple(dict.fromkeys(data.getlist("group")))[:20], tuple(dict.fromkeys(data.getlist("kind")))[:20],
            data.get("has") == "1", sort if sort in SORTS else USUAL,
        )

    @property
    def is_chosen(self) -> bool:
        """Whether the list is narrowed."""
        return bool(self.text or self.groups or self.kinds or self.only_with)

    def address(self, page: int = 1) -> str:
        """`?…` with this state."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [("group", code) for code in self.groups] + [("kind", kind) for kind in self.kinds]
        pairs += [("has", "1")] if self.only_with else []
        pairs += [("sort", self.sort)] if self.sort != USUAL else []
        pairs += [("page", str(page))] if page > 1 else []
        return "?" + urlencode(pairs)

    def keeps(self, row: ListedMunicipality) -> bool:
        """Whether the row is wanted: words begin so in any order, or the OKTMO begins so."""
        typed = words(self.text)
        held = (*words(row.place.label), *words(row.place.full_name))
        named = row.place.oktmo.startswith(self.text) if self.text.isdecimal() else all(any(word.startswith(one) for word in held) for one in typed)
        return (
            named and (not self.groups or row.place.group in self.groups) and (not self.kinds or row.place.type in self.kinds)
            and (not self.only_with or row.practices > 0)
        )


@dataclass(frozen=True)
class ListedMunicipality:
    """A line of the list."""

    place: MunicipalityRow
    url: str
    practices: int


@dataclass(frozen=True)
class Choice:
    """A box of the filter."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class SortLink:
    """A head of the table: where a click leads, and how it is sorted now ("" if by another column)."""

    url: str
    now: str


@dataclass(frozen=True)
class RegionFacts:
    """Everything on a region's page."""

    region: Region
    map: RegionMap
    practices: int
    proven: int
    sectors: tuple[SectorCount, ...]
    newest: tuple[PracticeCard, ...]
    all_rows: tuple[ListedMunicipality, ...]
    state: MunicipalityFilter
    pages: Pages[ListedMunicipality]

    @cached_property
    def with_practices(self) -> int:
        """Municipalities that have a practice."""
        return sum(1 for row in self.all_rows if row.practices)

    @cached_property
    def types(self) -> list[tuple[str, int]]:
        """Kinds of municipality with their number, the most frequent first."""
        return Counter(row.place.type_label for row in self.all_rows).most_common()

    @cached_property
    def kinds(self) -> list[Choice]:
        """Boxes of the filter by kind."""
        return self.choices(lambda row: (row.place.type, row.place.type_label), self.state.kinds)

    @cached_property
    def groups(self) -> list[Choice]:
        """Boxes of the filter by peer group."""
        return self.choices(lambda row: (row.place.group, row.place.group_label), self.state.groups)

    def choices(self, key: Callable[[ListedMunicipality], tuple[str, str]], chosen: tuple[str, ...]) -> list[Choice]:
        """Values with their number, the most frequent first; rows without a value make no box."""
        counted = Counter(key(row) for row in self.all_rows if key(row)[0])
        return [Choice(value, label, count, value in chosen) for (value, label), count in counted.most_common()]

    @cached_property
    def top_sectors(self) -> list[SectorCount]:
        """Sectors with practices, most first."""
        return sorted((one for one in self.sectors if one.count), key=lambda one: -one.count)

    @cached_property
    def missing_sectors(self) -> list[SectorCount]:
        """Sectors without a practice."""
        return [one for one in self.sectors if not one.count]

    @property
    def most(self) -> int:
        """Count of the longest bar."""
        return self.top_sectors[0].count if self.top_sectors else 0

    @property
    def rank(self) -> int:
        """Place among the regions by practices; those with as many share it."""
        return 1 + sum(1 for count in self.map.counts.values() if count > self.practices)

    def sort_link(self, name: str) -> SortLink:
        """A second click turns the order round; numbers begin with the greatest."""
        first = name if name == "name" else f"-{name}"
        other = name if first.startswith("-") else f"-{name}"
        now = {name: "ascending", f"-{name}": "descending"}.get(self.state.sort, "")
        return SortLink(replace(self.state, sort=other if self.state.sort == first else first).address(), now)

    @property
    def by_name(self) -> SortLink:
        """Head «Municipality»."""
        return self.sort_link("name")

    @property
    def by_people(self) -> SortLink:
        """Head «Population»."""
        return self.sort_link("people")

    @property
    def by_practices(self) -> SortLink:
        """Head «Practices»."""
        return self.sort_link("practices")


def region_facts(region: Region, state: MunicipalityFilter, page: str) -> RegionFacts:
    """Ten queries at any number of practices; without any, two fewer (no places, no headlines)."""
    counts = live_counts_by_municipality(region.pk)
    rows = tuple(
        ListedMunicipality(row, reverse("website:municipality", args=[region.slug, row.slug]), counts.get(row.id, 0))
        for row in municipality_rows(municipalities_of(region.pk))
    )
    live = practices_of_region(region.pk)
    grouped = live.order_by().values_list("sector_id", "stage").annotate(n=Count("pk"))
    sectors: Counter[int] = Counter()
    total = proven = 0
    for sector_id, stage, number in grouped:
        total += number
        proven += number if stage in PROVEN else 0
        sectors[sector_id] += number
    kept = [row for row in in_order(rows, state.sort) if state.keeps(row)]
    return RegionFacts(
        region, region_map(region.pk), total, proven, sector_counts(dict(sectors)),
        tuple(practice_cards(live.order_by("-first_published_at", "-number").values_list("pk", flat=True)[:SHOWN])),
        rows, state, paged(kept, page, SIZE, state.address),
    )


def in_order(rows: tuple[ListedMunicipality, ...], sort: str) -> list[ListedMunicipality]:
    """Sorted; unknown populations stand last either way, equals by population and name."""
    down, name = sort.startswith("-"), sort.removeprefix("-")
    sign = -1 if down else 1
    named = sorted(rows, key=lambda row: row.place.label.lower().replace("ё", "е"), reverse=down and name == "name")
    if name == "people":
        return sorted(named, key=lambda row: (row.place.population is None, sign * (row.place.population or 0)))
    if name == "practices":
        return sorted(named, key=lambda row: (sign * row.practices, row.place.population is None, -(row.place.population or 0)))
    return named
