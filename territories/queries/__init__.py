"""What other rooms ask about territories: the map, pages, groups, and finding a municipality by what was typed."""
from territories.queries.groups import GroupFacts, group_of, groups_of, peer_groups, sizes_in_group
from territories.queries.lookup import Match, MunicipalityHit, find_municipalities, match_municipality, match_place
from territories.queries.pages import (
    DistrictRow,
    MapRegion,
    MunicipalityFacts,
    MunicipalityRow,
    Predecessor,
    districts,
    municipalities_of,
    municipality_page,
    region_by_slug,
    regions_on_map,
)

__all__ = [
    "DistrictRow", "GroupFacts", "MapRegion", "Match", "MunicipalityFacts", "MunicipalityHit", "MunicipalityRow", "Predecessor", "districts",
    "find_municipalities", "group_of", "groups_of", "match_municipality", "match_place", "municipalities_of", "municipality_page", "peer_groups",
    "region_by_slug", "regions_on_map", "sizes_in_group",
]
