"""Which municipalities are most like a given one: every current place is scored once, the answer is kept per process under the reference's stamp."""
from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext

from components.templatetags.typo import digits, people
from territories.models import Municipality, MunicipalityType, ReferenceStamp
from territories.queries.names import in_language
from territories.queries.pages import current, with_size
from territories.rules.likeness import PlaceFacts, Reason, Why, likeness, score

NEAREST = 100
STEP = 20  # so that five steps hold them


@dataclass(frozen=True)
class LikePlace:
    """A municipality as it is compared and named."""

    id: int
    name: str
    name_en: str
    region: str
    region_en: str
    group: str
    group_title: str
    group_title_en: str
    facts: PlaceFacts

    @property
    def label(self) -> str:
        """Name in the reader's language."""
        return in_language(self.name, self.name_en)

    @property
    def text(self) -> str:
        """«Дзержинск, Нижегородская область»."""
        return f"{self.label}, {in_language(self.region, self.region_en)}"


@dataclass(frozen=True)
class Likely:
    """A place with the places most like it, best first (itself before all), and what may be said of any other."""

    place: LikePlace
    nearest: tuple[int, ...]
    others: dict[int, LikePlace]

    @property
    def steps(self) -> tuple[tuple[int, ...], ...]:
        """The nearest in steps of `STEP`."""
        return tuple(self.nearest[at:at + STEP] for at in range(0, len(self.nearest), STEP))

    def why(self, municipality_id: int) -> str:
        """«районный центр, 24 тыс. жителей, 60 км»: what that place has in common with ours; "" if nothing or if it is not among the nearest."""
        if municipality_id == self.place.id:
            return gettext("your own municipality")
        other = self.others.get(municipality_id)
        if other is None or municipality_id not in self.nearest:
            return ""
        said = (in_words(reason, other) for reason in likeness(self.place.facts, other.facts).reasons)
        return ", ".join(dict.fromkeys(said))  # the peer group of a regional centre has the name of that reason


def in_words(reason: Reason, other: LikePlace) -> str:
    """One reason in the reader's language."""
    match reason.why:
        case Why.GROUP:
            title = in_language(other.group_title, other.group_title_en)
            return title[:1].lower() + title[1:]
        case Why.KIND:
            return str(MunicipalityType(other.facts.kind).label)
        case Why.SIZE:
            return plain(str(people(reason.value)))
        case Why.NEAR:
            return gettext("%(number)s km away") % {"number": digits(reason.value or 0)}
        case Why.CAPITAL:
            return gettext("regional centre")


def plain(html: str) -> str:
    """A number without its mark-up."""
    return html.replace('<span class="num">', "").replace("</span>", "")


def places_like(municipality_id: int) -> Likely | None:
    """The nearest of a current municipality; None if there is no such one. One query while nothing changes, three after a change."""
    token = ReferenceStamp.objects.values_list("token", flat=True).first()
    return None if token is None else kept_likely(token, municipality_id)


@lru_cache(maxsize=512)
def kept_likely(token: UUID, municipality_id: int) -> Likely | None:
    """The same under a stamp."""
    places = kept_places(token)
    place = places.get(municipality_id)
    return Likely(place, nearest_of(place, places.values()), places) if place else None


def nearest_of(place: LikePlace, places: Iterable[LikePlace]) -> tuple[int, ...]:
    """Keys of the `NEAREST` by score; equal ones by key, so that the order never changes between processes."""
    mine = place.facts
    best = heapq.nsmallest(NEAREST, ((-score(mine, one.facts) - (one.id == place.id), one.id) for one in places))
    return tuple(pk for _, pk in best)


@lru_cache(maxsize=1)
def kept_places(token: UUID) -> dict[int, LikePlace]:
    """Every current municipality; two queries."""
    rows = with_size(Municipality.objects.filter(current())).select_related("territory", "region__territory").order_by("pk")
    return {row.pk: like_place(row) for row in rows}


def like_place(row: Municipality) -> LikePlace:
    """A row of `with_size` as it is compared."""
    territory, region, group = row.territory, row.region.territory, getattr(row, "in_group", None) or ""
    facts = PlaceFacts(
        row.type, "" if group == "unknown" else group, getattr(row, "people", None), float(row.lat) if row.lat is not None else None,
        float(row.lon) if row.lon is not None else None, row.is_regional_capital,
    )
    return LikePlace(
        row.pk, territory.name, territory.name_en, region.name, region.name_en, group, getattr(row, "in_group_ru", None) or "",
        getattr(row, "in_group_en", None) or "", facts,
    )
