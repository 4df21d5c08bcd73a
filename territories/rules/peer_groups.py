"""Which municipalities may be compared: one ordered rule gives exactly one group."""
from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from territories.rules.kinds import Kind

MILLION = 1_000_000
BIG = 100_000
SMALL = 20_000


class PeerGroupCode(StrEnum):
    """Codes of the groups in the order of the rule."""

    CAP = "CAP"
    MLN = "MLN"
    REG = "REG"
    MONO = "MONO"
    BIG = "BIG"
    DST = "DST"
    SML = "SML"
    RUR = "RUR"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PeerFacts:
    """What the rule looks at. `population` is that of 2024, else 2023; None is unknown. `center` as written in the reference: «г Выкса»."""

    kind: str
    center: str = ""
    population: int | None = None
    is_regional_capital: bool = False
    is_monotown: bool = False

    @property
    def is_town(self) -> bool:
        """A city okrug, or a centre written «г …»."""
        return self.kind in (Kind.CITY_OKRUG, Kind.CITY_OKRUG_DIVIDED) or self.center.startswith("г ")


def group_for(facts: PeerFacts) -> PeerGroupCode:
    """The first rule that applies: inner-city territory, million, regional centre, single-industry under 100 thousand, then size and kind.

    Without a population only the rules that need none apply; then the group is unknown.
    """
    if facts.kind == Kind.INNER_CITY:
        return PeerGroupCode.CAP
    if facts.population is not None and facts.is_town and facts.population >= MILLION:
        return PeerGroupCode.MLN
    if facts.is_regional_capital:
        return PeerGroupCode.REG
    if facts.is_monotown and (facts.population is None or facts.population < BIG):
        return PeerGroupCode.MONO
    if facts.population is None:
        return PeerGroupCode.UNKNOWN
    if facts.population >= BIG:
        return PeerGroupCode.BIG
    return by_size(facts.population, facts.is_town)


def by_size(population: int, is_town: bool) -> PeerGroupCode:
    """Below 100 thousand: town of 20 or more, smaller town, the rest."""
    if not is_town:
        return PeerGroupCode.RUR
    return PeerGroupCode.DST if population >= SMALL else PeerGroupCode.SML
