"""Names of the facets' values in the reader's language, cached per process under the vocabulary's version."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, override

from portfolio.models import FundingSource, Kind, Stage
from search.vocabulary import Version
from taxonomy.queries import national_projects, sector_tree
from territories.queries import districts, peer_groups

DISTRICT = re.compile(r"\s+federal\s+district$|\s+федеральный\s+округ$", re.IGNORECASE)  # the facet's title says it


@dataclass(frozen=True)
class FacetLabels:
    """Facet → value → name, in the order in which values of equal count are shown; marks of the sectors."""

    names: Mapping[str, Mapping[str, str]]
    hues: Mapping[str, str]

    def has(self, facet: str, value: str) -> bool:
        """Whether the value may be chosen."""
        return value in self.names[facet] if facet in self.names else value.isascii() and value.isdigit() and len(value) == 4

    def label(self, facet: str, value: str) -> str:
        """Name of a value; the value itself for a year and for what has no name yet."""
        return self.names[facet].get(value, value) if facet in self.names else value


def facet_labels(version: Version) -> FacetLabels:
    """Names in the reader's language; five queries after a change, else none."""
    return read_labels(version, get_language() or "ru")


@lru_cache(maxsize=8)
def read_labels(version: Version, language: str) -> FacetLabels:
    """Names in one language at one version."""
    with override(language):
        tree, areas = sector_tree(), districts()
        below = [child for node in tree for child in node.children]
        regions = sorted((region for area in areas for region in area.regions), key=lambda region: region.label)
        return FacetLabels(
            names={
                "sector": {node.code: node.label for node in (*tree, *below)},
                "region": {region.slug: region.label for region in regions},
                "district": {str(area.id): DISTRICT.sub("", area.label) for area in areas},
                "group": {group.code: group.label for group in peer_groups()},
                "kind": {value: str(label) for value, label in Kind.choices},
                "status": {value: str(label) for value, label in Stage.choices},
                "funding": {value: str(label) for value, label in FundingSource.choices},
                "national": {project.code: project.label for project in national_projects()},
                "evidence": {}, "adopted": {},
            },
            hues={node.code: node.hue for node in (*tree, *below)},
        )
