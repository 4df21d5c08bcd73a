"""Words of a file → rows of other rooms, each asked once per run."""
from __future__ import annotations

from functools import cached_property

from rapidfuzz import fuzz, process

from ops.imports.values import fold
from taxonomy.models import NationalProject
from taxonomy.queries import SectorNode, find_national_project, find_sector, sector_tree
from territories.models import Municipality
from territories.queries import Match, match_municipality

CLOSE = 70


class Lookups:
    """Answers are kept for the run: a file says the same words over and over."""

    def __init__(self) -> None:
        self.matches: dict[tuple[str, str], Match] = {}
        self.sectors: dict[str, SectorNode | None] = {}
        self.projects: dict[tuple[str, int | None], int | None] = {}
        self.labels: dict[int, str] = {}
        self.oktmo: dict[int, str] = {}

    @cached_property
    def nodes(self) -> dict[int, SectorNode]:
        """Both levels by id."""
        return {node.id: node for top in sector_tree() for node in (top, *top.children)}

    @cached_property
    def tops(self) -> frozenset[int]:
        """Ids of the first level."""
        return frozenset(top.id for top in sector_tree())

    def sector(self, text: str) -> SectorNode | None:
        """By code or name."""
        key = fold(text)
        if key not in self.sectors:
            found = find_sector(text)
            self.sectors[key] = self.nodes.get(found.pk) if found else None
        return self.sectors[key]

    def sectors_like(self, text: str, second: bool = False) -> list[str]:
        """Up to three names that may be meant; of the first level all of them when none is alike."""
        names = {node.id: f"{node.label} ({node.code})" for node in self.nodes.values() if (node.id not in self.tops) == second}
        close = process.extract(fold(text), {pk: fold(name) for pk, name in names.items()}, scorer=fuzz.WRatio, score_cutoff=CLOSE, limit=3)
        return [names[pk] for _name, _score, pk in close]

    def project(self, text: str, year: int | None) -> int | None:
        """Id of a national project, of the year's period where two have one name."""
        key = (fold(text), year)
        if key not in self.projects:
            found = find_national_project(text, year) or find_national_project(text)
            self.projects[key] = found.pk if found else None
        return self.projects[key]

    @cached_property
    def project_names(self) -> dict[int, str]:
        """Names by id."""
        return dict(NationalProject.objects.values_list("pk", "name"))

    def place(self, text: str, oktmo: str = "") -> Match:
        """The municipality that a cell means."""
        key = (fold(text), oktmo)
        if key not in self.matches:
            match = match_municipality(text, oktmo)
            self.matches[key] = match
            if match.municipality is not None:
                self.remember(match.municipality)
        return self.matches[key]

    def remember(self, municipality: Municipality) -> None:
        """Keep the name for messages."""
        self.labels[municipality.pk] = f"{municipality.territory.name}, {municipality.region.territory.name}"
        self.oktmo[municipality.pk] = municipality.oktmo

    def label(self, municipality_id: int) -> str:
        """Name with region."""
        if municipality_id not in self.labels:
            self.remember(Municipality.objects.select_related("territory", "region__territory").get(pk=municipality_id))
        return self.labels[municipality_id]
