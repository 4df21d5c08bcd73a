"""The data package: its descriptor tells the truth, and the builder gives the same bytes for the same input."""
import csv
import hashlib
import json
import shutil

import pytest

from territories.reference import DATA, Package, read_table
from tools import territory_package

HEAD = (
    "municipality_id,oktmo,name,short_name,type,status,center,lat,lon,region_name,valid_from,population_2023,population_2024,"
    "is_regional_capital,is_zato,is_monotown"
).split(",")
NOW = [
    ["3", "22703000", "городской округ город Арзамас", "Арзамас", "городской округ", "", "г Арзамас", "55.39", "43.81", "Нижегородская область",
     "2023", "145352", "144670", "0", "0", "0"],
    ["4", "99605000", "Биробиджанский муниципальный район", "Биробиджанский", "муниципальный район", "", "г Биробиджан", "", "",
     "Еврейская автономная область", "2018", "", "", "1", "0", "0"],
]
BEFORE = [
    ["1", "22703000", "городской округ город Арзамас", "городской округ", "Нижегородская область", "2018", "2023", "", "union_21"],
    ["2", "22603000", "Арзамасский муниципальный район", "муниципальный район", "Нижегородская область", "2018", "2023", "", "union_21"],
    ["3", "22703000", "городской округ город Арзамас", "городской округ", "Нижегородская область", "2023", "9999", "union_21", ""],
    ["4", "99605000", "Биробиджанский муниципальный район", "муниципальный район", "Еврейская автономная область", "2016", "2018", "", "transfer_1"],
]


def write(path, head, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A package built twice from a small source; the folder and whether both were equal."""
    source, target = tmp_path / "source", tmp_path / "data"
    target.mkdir()
    for name in ("regions.csv", "districts.csv"):
        shutil.copy(DATA / name, target)
    write(source / "ru-municipalities" / "municipalities.csv", HEAD, NOW)
    write(
        source / "ru-municipalities" / "municipality_history.csv",
        "municipality_id,oktmo,name,type,region_name,valid_from,valid_to,change_id_from,change_id_to".split(","), BEFORE,
    )
    write(source / "ru-regions-cities" / "cities.csv", ["oktmo", "population"], [["22703000001", "104000"]])
    monkeypatch.setattr(territory_package, "DATA", target)
    counts = territory_package.build(source)
    first = {path.name: path.read_bytes() for path in target.iterdir()}
    territory_package.build(source)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == first
    return Package(target), counts


def test_build_corrects_flags_and_keeps_the_unknown_empty(built):
    package, counts = built
    assert counts == {"municipalities": 2, "closed": 2, "successions": 2, "regions": 85, "districts": 8}
    town, district = package.municipalities
    assert (town["name"], town["slug"], town["population_2024"]) == ("Арзамас", "arzamas", "144670")
    assert (district["is_regional_capital"], district["population_2024"]) == ("0", "")


def test_build_history_holds_unions_and_no_transfers(built):
    package, _counts = built
    assert [(row["oktmo"], row["slug"]) for row in package.closed] == [("22603000", "arzamasskiy-rayon-2023"), ("22703000", "arzamas-2023")]
    assert [(row["old_oktmo"], row["new_oktmo"], row["date"]) for row in package.successions] == [
        ("22603000", "22703000", "2023"), ("22703000", "22703000", "2023"),
    ]


def test_descriptor_of_the_shipped_package_is_true():
    resources = json.loads((DATA / "datapackage.json").read_text())["resources"]
    assert sorted(one["path"] for one in resources) == sorted(path.name for path in DATA.glob("*.csv*"))
    for one in resources:
        content = (DATA / one["path"]).read_bytes()
        rows = read_table(DATA / one["path"])
        assert (one["hash"], one["bytes"], one["rows"]) == ("sha256:" + hashlib.sha256(content).hexdigest(), len(content), len(rows))
        assert [field["name"] for field in one["schema"]["fields"]] == list(rows[0])


def test_shipped_addresses_are_unique_in_their_region():
    package = Package()
    addresses = [(row["region"], row["slug"]) for row in [*package.municipalities, *package.closed]]
    assert len(addresses) == len(set(addresses))
    assert max(len(row["slug"]) for row in package.municipalities) <= 80


def test_shipped_regions_have_all_forms_of_the_name():
    for row in Package().regions:
        assert all(row[name] for name in ("name", "name_gen", "name_loc", "name_en", "abbr", "tz")), row["slug"]
        assert row["name_loc"].split(" ")[0] in ("в", "во")
