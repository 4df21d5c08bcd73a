"""Builds territories/data from the folders of the raw data: `tools/territory_package.py FOLDER`.

FOLDER holds `ru-municipalities/` and `ru-regions-cities/`. The tables of regions and districts are kept by hand in territories/data and
only checked. The same input gives the same bytes.
"""
from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from territories.rules.display import OfficialName, shown_name  # noqa: E402
from territories.rules.kinds import Kind  # noqa: E402
from territories.rules.spelling import slug_of  # noqa: E402

DATA = ROOT / "territories" / "data"
Row = dict[str, str]
KINDS = {
    "городской округ": Kind.CITY_OKRUG, "муниципальный округ": Kind.MUN_OKRUG, "муниципальный район": Kind.MUN_DISTRICT,
    "внутригородская территория города федерального значения": Kind.INNER_CITY,
}
NOT_CAPITALS = {"29614000", "99605000"}  # the source marks Kirov of Kaluga oblast and the district around Birobidzhan by the likeness of names
EAST_OF_REGION = {
    **dict.fromkeys(("98616000", "98639000", "98656000"), "Asia/Vladivostok"),
    **dict.fromkeys(("98601000", "98606000", "98615000", "98633000", "98637000", "98646000"), "Asia/Srednekolymsk"),
    "64743000": "Asia/Srednekolymsk",
}
FIELDS = {
    "municipalities": (
        "source_id oktmo region slug name name_en full_name type center lat lon tz valid_from population_2023 population_2024 "
        "is_regional_capital is_monotown is_zato"
    ).split(),
    "closed": "source_id oktmo region slug name name_en full_name type valid_from valid_to change".split(),
    "successions": "old_oktmo old_valid_from new_oktmo new_valid_from date change".split(),
}
MEANING = {
    "source_id": "id in the municipal dictionary of the source", "oktmo": "OKTMO, 8 digits, text: the leading zero matters",
    "region": "slug of the region", "valid_from": "year of the first 1 January; 2018 means 2018 or earlier",
    "valid_to": "first year in which it is no more", "population_2023": "residents on 1 January; empty is unknown",
    "population_2024": "residents on 1 January; empty is unknown", "tz": "IANA name where it differs from the region's",
    "date": "year of the change", "change": "number of the union or disunion in the source",
}


def read(path: Path) -> list[Row]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def town_sizes(folder: Path) -> dict[str, int]:
    """Residents of the town that stands in each municipality, by OKTMO8."""
    sizes: Counter[str] = Counter()
    for city in read(folder / "ru-regions-cities" / "cities.csv"):
        if city["oktmo"] and city["population"].isdigit():
            sizes[city["oktmo"][:8]] = max(sizes[city["oktmo"][:8]], int(city["population"]))
    return sizes


def municipality(raw: Row, regions: dict[str, Row], towns: dict[str, int], alike: Counter[tuple[str, str]]) -> Row:
    """One row of the package from one of the source."""
    kind = KINDS[raw["type"]]
    capital = raw["is_regional_capital"] == "1" and raw["oktmo"] not in NOT_CAPITALS
    people = raw["population_2024"] or raw["population_2023"]
    share = towns[raw["oktmo"]] / int(people) if people and raw["oktmo"] in towns else None
    twins = alike[raw["region_name"], raw["short_name"]] > 1 and kind == Kind.CITY_OKRUG
    shown = shown_name(OfficialName(kind, raw["name"], raw["center"], capital, share, twins))
    return {
        "source_id": raw["municipality_id"], "oktmo": raw["oktmo"], "region": regions[raw["region_name"]]["slug"], "slug": slug_of(shown.ru),
        "name": shown.ru, "name_en": shown.en, "full_name": raw["name"].replace('"', ""), "type": kind, "center": raw["center"],
        "lat": raw["lat"], "lon": raw["lon"], "tz": EAST_OF_REGION.get(raw["oktmo"], ""), "valid_from": raw["valid_from"],
        "population_2023": raw["population_2023"], "population_2024": raw["population_2024"],
        "is_regional_capital": str(int(capital)), "is_monotown": raw["is_monotown"], "is_zato": raw["is_zato"],
    }


def set_apart(rows: list[Row]) -> None:
    """Slugs that two rows of a region share get their OKTMO."""
    count = Counter((row["region"], row["slug"]) for row in rows)
    for row in rows:
        if count[row["region"], row["slug"]] > 1:
            row["slug"] += "-" + row["oktmo"]


def closed_row(raw: Row, regions: dict[str, Row], twin: Row | None) -> Row:
    """An earlier municipality; its centre is that of today's unit of the same id, if there is one."""
    kind = KINDS[raw["type"]]
    shown = shown_name(OfficialName(kind, raw["name"], twin["center"] if twin else ""))
    return {
        "source_id": raw["municipality_id"], "oktmo": raw["oktmo"], "region": regions[raw["region_name"]]["slug"],
        "slug": f"{slug_of(shown.ru)}-{raw['valid_to']}", "name": shown.ru, "name_en": shown.en, "full_name": raw["name"], "type": kind,
        "valid_from": raw["valid_from"], "valid_to": raw["valid_to"], "change": raw["change_id_to"],
    }


def history(folder: Path, current: dict[str, Row], regions: dict[str, Row], raw_now: dict[str, Row]) -> tuple[list[Row], list[Row]]:
    """Municipalities that ended in a union or disunion, and what each of them became. Transfers of land and renamings are left out."""
    rows = read(folder / "ru-municipalities" / "municipality_history.csv")
    ended = [row for row in rows if row["change_id_to"].startswith(("union", "disunion")) and row["valid_to"] != "9999"]
    closed = [closed_row(row, regions, raw_now.get(row["municipality_id"])) for row in ended]
    begun: dict[str, list[Row]] = {}
    for row in rows:
        begun.setdefault(row["change_id_from"], []).append(row)
    links = []
    for old in closed:
        for born in begun.get(old["change"], []):
            new = current.get(born["municipality_id"]) or next((one for one in closed if one["source_id"] == born["municipality_id"]), None)
            if new:
                links.append({
                    "old_oktmo": old["oktmo"], "old_valid_from": old["valid_from"], "new_oktmo": new["oktmo"],
                    "new_valid_from": new["valid_from"], "date": old["valid_to"], "change": old["change"],
                })
    return closed, links


def write(name: str, rows: list[Row]) -> None:
    """Packs rows with a fixed time and no file name, so equal rows are equal bytes."""
    text = io.StringIO()
    out = csv.DictWriter(text, FIELDS[name], lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0, compresslevel=9) as file:
        file.write(text.getvalue().encode())
    (DATA / f"{name}.csv.gz").write_bytes(packed.getvalue())


def describe(counts: dict[str, int]) -> None:
    """The descriptor: names, fields, sizes and hashes of all tables."""
    resources = []
    for path in sorted([*DATA.glob("*.csv"), *DATA.glob("*.csv.gz")]):
        content = path.read_bytes()
        head = (gzip.decompress(content) if path.suffix == ".gz" else content).decode().split("\n", 1)[0].split(",")
        name = path.name.split(".")[0]
        resources.append({
            "name": name, "path": path.name, "format": "csv", "encoding": "utf-8", "bytes": len(content),
            "hash": "sha256:" + hashlib.sha256(content).hexdigest(), "rows": counts[name],
            "schema": {"fields": [{"name": field, "type": "string"} | ({"description": MEANING[field]} if field in MEANING else {}) for field in head]},
        })
    descriptor = {
        "name": "territories-of-russia", "title": "Federal districts, regions and municipalities of Russia", "version": "2024.1",
        "licenses": [{"name": "CC-BY-SA-4.0", "path": "LICENSE"}], "resources": resources,
    }
    (DATA / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def build(folder: Path) -> dict[str, int]:
    """Writes the package; rows per table."""
    regions = {row["name"]: row for row in read(DATA / "regions.csv")}
    towns = town_sizes(folder)
    raw = read(folder / "ru-municipalities" / "municipalities.csv")
    alike = Counter((row["region_name"], row["short_name"]) for row in raw if "округ" in row["type"])
    rows = sorted((municipality(row, regions, towns, alike) for row in raw), key=lambda row: row["oktmo"])
    set_apart(rows)
    closed, links = history(folder, {row["source_id"]: row for row in rows}, regions, {row["municipality_id"]: row for row in raw})
    closed.sort(key=lambda row: (row["oktmo"], row["valid_from"]))
    set_apart(closed)
    links.sort(key=lambda row: (row["new_oktmo"], row["old_oktmo"], row["old_valid_from"]))
    tables = {"municipalities": rows, "closed": closed, "successions": links}
    for name, table in tables.items():
        write(name, table)
    counts = {name: len(table) for name, table in tables.items()} | {"regions": len(regions), "districts": len(read(DATA / "districts.csv"))}
    describe(counts)
    return counts


if __name__ == "__main__":
    print(build(Path(sys.argv[1])))
