"""What other rooms ask about territories: the map, pages, groups, and finding a municipality by what was typed."""
from territories.queries.days import Term, term, unknown_years, working_days
from territories.queries.groups import GroupFacts, group_of, groups_of, peer_groups, sizes_in_group
from territories.queries.likeness import Likely, LikePlace, places_like
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
from territories.queries.place import place_of
from territories.queries.roles import holders_of, lies_in, territories_of, territory_roles

__all__ = [
    "DistrictRow", "GroupFacts", "LikePlace", "Likely", "MapRegion", "Match", "MunicipalityFacts", "MunicipalityHit", "MunicipalityRow", "Predecessor", "Term", "districts",
    "find_municipalities", "group_of", "groups_of", "holders_of", "lies_in", "match_municipality", "match_place", "municipalities_of",
    "municipality_page", "peer_groups", "place_of", "places_like", "region_by_slug", "regions_on_map", "sizes_in_group", "term", "territories_of", "territory_roles",
    "unknown_years", "working_days",
]
