"""What the public screens show: frozen facts gathered from several rooms. One file per screen."""
from website.queries.home import HomeFacts, home_facts
from website.queries.municipality import MunicipalityScreen, municipality_screen
from website.queries.region import RegionFacts, region_facts
from website.queries.regions import RegionMap, region_map

__all__ = [
    "HomeFacts", "MunicipalityScreen", "RegionFacts", "RegionMap", "home_facts", "municipality_screen", "region_facts", "region_map",
]
