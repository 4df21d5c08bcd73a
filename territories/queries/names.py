"""The list of all current municipalities kept in memory: 2,594 short rows, read anew when the reference's stamp changes."""
from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from django.utils.translation import get_language

from territories.models import Municipality, MunicipalityType, PeerGroup, ReferenceStamp
from territories.queries.pages import current, with_size
from territories.rules.names import bare, bare_region, words


@dataclass(frozen=True)
class Named:
    """A municipality as typed text may mean it; keys are bare names."""

    id: int
    name: str
    name_en: str
    slug: str
    oktmo: str
    kind: str
    region_id: int
    region: str
    region_en: str
    region_slug: str
    population: int | None
    group: str
    keys: frozenset[str]
    center_key: str
    name_words: tuple[str, ...]

    @property
    def is_district(self) -> bool:
        """«район», not a town."""
        return self.kind == MunicipalityType.MUN_DISTRICT


@dataclass
class NameList:
    """All names with a sorted list of their words, so a prefix is found by bisection."""

    rows: tuple[Named, ...]
    by_oktmo: dict[str, Named] = field(default_factory=dict)
    by_key: dict[str, list[Named]] = field(default_factory=dict)
    by_center: dict[str, list[Named]] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    word_list: list[str] = field(default_factory=list)
    holders: dict[str, set[int]] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, row in enumerate(self.rows):
            if row.oktmo:
                self.by_oktmo[row.oktmo] = row
            for key in row.keys:
                self.by_key.setdefault(key, []).append(row)
            if row.center_key:
                self.by_center.setdefault(row.center_key, []).append(row)
            for word in {*row.name_words, *row.center_key.split(), *words(row.region), *words(f"{row.name_en} {row.region_en}")}:
                self.holders.setdefault(word, set()).add(at)
            for key in (bare_region(row.region), bare_region(row.region_en), row.region_slug):
                self.regions[key] = row.region_id
        self.word_list = sorted(self.holders)
        self.codes = sorted(self.by_oktmo)

    def with_prefix(self, prefix: str) -> set[int]:
        """Places in `rows` of those that hold a word beginning so."""
        found: set[int] = set()
        for word in prefixed(self.word_list, prefix):
            found |= self.holders[word]
        return found

    def region_id(self, text: str) -> int | None:
        """Region by slug or name in either language; None if unknown."""
        return self.regions.get(text) or self.regions.get(bare_region(text))


def prefixed(ordered: list[str], prefix: str) -> list[str]:
    """The run of a sorted list that begins with `prefix`."""
    start = bisect_left(ordered, prefix)
    end = bisect_left(ordered, prefix + "\U0010ffff", start)
    return ordered[start:end]


_kept: dict[UUID, NameList] = {}
_lock = Lock()


def name_list() -> NameList:
    """The list, read once per stamp of the reference. One query when it is fresh."""
    token = ReferenceStamp.objects.values_list("token", flat=True).first()
    if token is None:
        return read_names()
    kept = _kept.get(token)
    if kept is None:
        kept = read_names()
        with _lock:
            _kept.clear()
            _kept[token] = kept
    return kept


def read_names() -> NameList:
    """Reads all current municipalities. Two queries."""
    rows = []
    for one in with_size(Municipality.objects.filter(current())).select_related("territory", "region__territory").order_by("pk"):
        place, region = one.territory, one.region
        keys = frozenset(filter(None, (bare(place.name), bare(one.full_name), bare(place.name_en))))
        rows.append(Named(
            one.pk, place.name, place.name_en, one.slug, one.oktmo, one.type, region.pk, region.territory.name, region.territory.name_en,
            region.slug, getattr(one, "people", None), getattr(one, "in_group", None) or "", keys, bare(one.center) if one.center else "", words(place.name),
        ))
    groups = {group.code: (group.title, group.title_en) for group in PeerGroup.objects.all()}
    return NameList(tuple(rows), groups=groups)


def in_language(russian: str, english: str) -> str:
    """The reader's one of the two."""
    return english if english and get_language() == "en" else russian
