"""How alike two municipalities are, for a reader who asks what was done in places like theirs. Pure; the sentence is made by the screen.

The score is a weighted mean of five closenesses between 0 and 1. An unknown value is neutral: it counts as half alike, so that a place of
which little is known stands neither above one that is known to be alike nor below one that is known to be different. It is never read as zero.
"""
from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from territories.rules.kinds import Kind

GROUP = 0.30  # the peer group is what the programme itself calls comparable, so it weighs most, together with
SIZE = 0.30  # the number of residents, which decides the budget, the staff and the scale of a task
KIND = 0.15  # powers and organisation differ between a town, an okrug and a district, less than between sizes
DISTANCE = 0.15  # neighbours share climate, regional law and roads, and can be visited
CAPITAL = 0.10  # a regional centre has tasks of its own; two places that are none say little, hence the least
CLIMATE = 0.0  # open until a source of climate data is loaded
BUDGET = 0.0  # open until a source of budgets per resident is loaded

NEUTRAL = 0.5
FAR_SIZE = math.log(8)  # eight times as many residents have nothing in common in size
FAR = 1_000.0  # kilometres: two hours of flight; beyond that nearness plays no part
NEAR = 300.0  # kilometres within which nearness is worth a word: there and back by car in a day
CLOSE_SIZE = 0.5  # less than about three times as large is worth a word
EARTH = 6_371.0
ALIKE_KINDS: dict[frozenset[str], float] = {  # districts became municipal okrugs by law, and some of those became city okrugs
    frozenset({Kind.MUN_DISTRICT, Kind.MUN_OKRUG}): 0.7, frozenset({Kind.CITY_OKRUG, Kind.MUN_OKRUG}): 0.4,
    frozenset({Kind.CITY_OKRUG, Kind.CITY_OKRUG_DIVIDED}): 0.9, frozenset({Kind.URBAN_SETTL, Kind.RURAL_SETTL}): 0.4,
    frozenset({Kind.INNER_CITY, Kind.INNER_OKRUG_DISTRICT}): 0.7,
}


@dataclass(frozen=True)
class PlaceFacts:
    """What is known of a municipality; None (for the group "" too) is unknown. `lat` and `lon` in degrees.

    `warmth` (degree days of heating) and `budget` (thousand roubles per resident and year) wait for their sources.
    """

    kind: str
    group: str = ""
    population: int | None = None
    lat: float | None = None
    lon: float | None = None
    is_regional_capital: bool = False
    warmth: float | None = None
    budget: float | None = None

    @cached_property
    def log_size(self) -> float | None:
        """Logarithm of the number of residents; a place without residents counts as one with a single one."""
        return None if self.population is None else math.log(max(self.population, 1))

    @cached_property
    def direction(self) -> tuple[float, float, float] | None:
        """The place as a point of the unit sphere."""
        if self.lat is None or self.lon is None:
            return None
        lat, lon = math.radians(self.lat), math.radians(self.lon)
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


class Why(StrEnum):
    """What two places have in common."""

    GROUP = "group"
    KIND = "kind"
    SIZE = "size"
    NEAR = "near"
    CAPITAL = "capital"


@dataclass(frozen=True)
class Reason:
    """One thing in common; `value` is the other place's number: residents, kilometres."""

    why: Why
    value: int | None = None


@dataclass(frozen=True)
class Likeness:
    """0 nothing in common, 1 the same; what speaks for it, weightiest first."""

    score: float
    reasons: tuple[Reason, ...] = ()


def score(a: PlaceFacts, b: PlaceFacts) -> float:
    """The score alone: it is computed for every municipality there is."""
    return (
        GROUP * (NEUTRAL if not a.group or not b.group else float(a.group == b.group))
        + SIZE * size_closeness(a, b)
        + KIND * (1.0 if a.kind == b.kind else ALIKE_KINDS.get(frozenset((a.kind, b.kind)), 0.0))
        + DISTANCE * distance_closeness(a, b)
        + CAPITAL * float(a.is_regional_capital == b.is_regional_capital)
    )


def size_closeness(a: PlaceFacts, b: PlaceFacts) -> float:
    """1 for equal numbers of residents, falling with the logarithm of their ratio to 0 at eight times."""
    one, other = a.log_size, b.log_size
    return NEUTRAL if one is None or other is None else max(0.0, 1.0 - abs(one - other) / FAR_SIZE)


def kilometres(a: PlaceFacts, b: PlaceFacts) -> float | None:
    """Great-circle distance; None where a place has no coordinates."""
    one, other = a.direction, b.direction
    if one is None or other is None:
        return None
    cosine = one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
    return EARTH * math.acos(min(1.0, max(-1.0, cosine)))


def distance_closeness(a: PlaceFacts, b: PlaceFacts) -> float:
    """1 for the same spot, falling evenly to 0 at `FAR` kilometres."""
    between = kilometres(a, b)
    return NEUTRAL if between is None else max(0.0, 1.0 - between / FAR)


def likeness(a: PlaceFacts, b: PlaceFacts) -> Likeness:
    """How alike the two are, and why; the numbers in the reasons are those of `b`."""
    return Likeness(score(a, b), tuple(reasons(a, b)))


def reasons(a: PlaceFacts, b: PlaceFacts) -> list[Reason]:
    """What they have in common, weightiest first; nothing is said of what is unknown."""
    out = []
    if a.is_regional_capital and b.is_regional_capital:
        out.append(Reason(Why.CAPITAL))
    if a.group and a.group == b.group:
        out.append(Reason(Why.GROUP))
    elif a.kind == b.kind:
        out.append(Reason(Why.KIND))
    if a.population is not None and b.population is not None and size_closeness(a, b) >= CLOSE_SIZE:
        out.append(Reason(Why.SIZE, b.population))
    between = kilometres(a, b)
    if between is not None and between <= NEAR:
        out.append(Reason(Why.NEAR, round(between)))
    return out
