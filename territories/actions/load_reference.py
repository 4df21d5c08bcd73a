"""Brings the shipped reference into the database: makes what is missing, updates in place what differs, deletes nothing."""
from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import uuid4

from territories.actions.bring import Tally, Values, bring, bring_places
from territories.models import (
    Basis,
    Membership,
    Municipality,
    PeerGroup,
    Population,
    ReferenceStamp,
    Region,
    Succession,
    Territory,
    TerritoryKind,
)
from territories.reference import Package, Row, year_before, year_start
from territories.rules.kinds import oktmo_doubt
from territories.rules.peer_groups import PeerFacts, group_for

GROUP_YEAR = 2024
POPULATION_YEARS = (2023, 2024)
SOURCE = "Росстат, БД ПМО"
Key = tuple[str, dt.date | None]


def load_reference(package: Package | None = None) -> Tally:
    """Districts, regions, municipalities, populations, predecessors and groups of 2024 by rule. Run by the operator; safe to repeat.

    Rows that the package does not know are left alone, memberships by hand too. Doubtful codes are reported, not refused.
    """
    package = package or Package()
    tally = Tally()
    federation = load_federation(tally)
    load_regions(package, load_districts(package, federation, tally), tally)
    regions = {region.slug: region for region in Region.objects.all()}
    load_municipalities(package, regions, tally)
    stored = {(row.oktmo, row.valid_from): row.pk for row in Municipality.objects.exclude(oktmo="")}
    load_populations(package, stored, tally)
    load_successions(package, stored, tally)
    load_groups(package, stored, tally)
    tally.warnings += [
        f"{row['oktmo']} {row['full_name']}: {doubt}"
        for row in package.municipalities if (doubt := oktmo_doubt(row["oktmo"], row["type"]))
    ]
    if tally.touched:
        touch_reference()
    return tally


def touch_reference() -> None:
    """Tells every process that its list of names is old."""
    ReferenceStamp.objects.update_or_create(pk=1, defaults={"token": uuid4()})


def load_federation(tally: Tally) -> Territory:
    """The root of all territories."""
    row, made = Territory.objects.get_or_create(kind=TerritoryKind.FEDERATION, defaults={"name": "Россия", "name_en": "Russia"})
    tally.count("federation", int(made), 0, 1)
    return row


def load_districts(package: Package, federation: Territory, tally: Tally) -> dict[str, int]:
    """Federal districts; their ids by the code of the package."""
    wanted: dict[str, Values] = {
        row["name"]: {"kind": TerritoryKind.DISTRICT, "name": row["name"], "name_en": row["name_en"], "parent_id": federation.pk}
        for row in package.districts
    }
    bring(Territory, wanted, {row.name: row for row in Territory.objects.filter(kind=TerritoryKind.DISTRICT)}, "districts", tally)
    ids = {row.name: row.pk for row in Territory.objects.filter(kind=TerritoryKind.DISTRICT)}
    return {row["code"]: ids[row["name"]] for row in package.districts}


def load_regions(package: Package, districts: dict[str, int], tally: Tally) -> None:
    """Regions by their slug."""
    wanted: dict[str, tuple[Values, Values]] = {
        row["slug"]: (
            {"name": row["name"], "name_en": row["name_en"], "parent_id": districts[row["district"]]},
            {name: row[name] for name in ("slug", "oktmo2", "name_gen", "name_loc", "abbr", "tz")} | {
                "iso": row["iso"] or None, "tile_row": whole(row["tile_row"]), "tile_col": whole(row["tile_col"]),
                "is_federal_city": row["is_federal_city"] == "1",
            },
        )
        for row in package.regions
    }
    kept = {row.slug: row for row in Region.objects.select_related("territory")}
    bring_places(Region, TerritoryKind.REGION, wanted, kept, "regions", tally)


def whole(text: str) -> int | None:
    """A number, None for an empty cell."""
    return int(text) if text else None


def key_of(row: Row) -> Key:
    """What tells one version of a municipality from another."""
    return row["oktmo"], year_start(row["valid_from"])


def values_of(row: Row, region: Region) -> tuple[Values, Values]:
    """Values of the territory and of the municipality."""
    names = ("slug", "oktmo", "full_name", "type")
    return {"name": row["name"], "name_en": row["name_en"], "parent_id": region.pk}, {name: row[name] for name in names} | {
        "region_id": region.pk, "center": row.get("center", ""), "tz": row.get("tz", ""), "source_id": whole(row["source_id"]),
        "lat": Decimal(row["lat"]) if row.get("lat") else None, "lon": Decimal(row["lon"]) if row.get("lon") else None,
        "valid_from": year_start(row["valid_from"]), "valid_to": year_before(row.get("valid_to", "")),
        "is_regional_capital": row.get("is_regional_capital") == "1", "is_monotown": row.get("is_monotown") == "1",
        "is_zato": row.get("is_zato") == "1",
    }


def load_municipalities(package: Package, regions: dict[str, Region], tally: Tally) -> None:
    """The closed ones first: they free the address that a successor takes over."""
    kept = {(row.oktmo, row.valid_from): row for row in Municipality.objects.select_related("territory").exclude(oktmo="")}
    for table, rows in (("closed", package.closed), ("municipalities", package.municipalities)):
        wanted = {key_of(row): values_of(row, regions[row["region"]]) for row in rows}
        bring_places(Municipality, TerritoryKind.MUNICIPALITY, wanted, kept, table, tally)


def load_populations(package: Package, stored: dict[Key, int], tally: Tally) -> None:
    """Known numbers only; no row is unknown."""
    wanted: dict[tuple[int, int], Values] = {
        (stored[key_of(row)], year): {
            "municipality_id": stored[key_of(row)], "year": year, "total": int(row[f"population_{year}"]), "source": SOURCE,
        }
        for row in package.municipalities for year in POPULATION_YEARS if row[f"population_{year}"]
    }
    kept = {(row.municipality_id, row.year): row for row in Population.objects.filter(year__in=POPULATION_YEARS)}
    bring(Population, wanted, kept, "populations", tally)


def load_successions(package: Package, stored: dict[Key, int], tally: Tally) -> None:
    """What the closed municipalities became."""
    wanted: dict[tuple[int, int], Values] = {}
    for row in package.successions:
        old = stored[row["old_oktmo"], year_start(row["old_valid_from"])]
        new = stored[row["new_oktmo"], year_start(row["new_valid_from"])]
        wanted[old, new] = {"old_id": old, "new_id": new, "date": year_start(row["date"])}
    bring(Succession, wanted, {(row.old_id, row.new_id): row for row in Succession.objects.all()}, "successions", tally)


def facts_of(row: Row) -> PeerFacts:
    """What the rule of peer groups needs."""
    return PeerFacts(
        row["type"], row["center"], whole(row["population_2024"] or row["population_2023"]),
        row["is_regional_capital"] == "1", row["is_monotown"] == "1",
    )


def load_groups(package: Package, stored: dict[Key, int], tally: Tally) -> None:
    """Membership by rule; rows by hand are never touched."""
    groups = {group.code: group.pk for group in PeerGroup.objects.all()}
    wanted: dict[int, Values] = {
        stored[key_of(row)]: {
            "municipality_id": stored[key_of(row)], "year": GROUP_YEAR, "basis": Basis.RULE, "group_id": groups[group_for(facts_of(row))],
        }
        for row in package.municipalities
    }
    kept = {row.municipality_id: row for row in Membership.objects.filter(year=GROUP_YEAR, basis=Basis.RULE)}
    bring(Membership, wanted, kept, "memberships", tally)
