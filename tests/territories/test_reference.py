"""The shipped reference in the database: counts, groups, zones, history, addresses."""
import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from territories.actions.load_reference import load_reference
from territories.models import Membership, Municipality, Population, ReferenceStamp, Region, Succession, Territory, TerritoryKind
from territories.reference import Package

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

DEMO = """
64701000 64716000 64754000 64736000 64740000 22701000 22721000 22703000 22704000 22712000 22715000 22542000 32731000 32701000 32737000
32725000 32719000 32749000 27701000 27730000 27539000 27705000 27510000 27506000 70701000 70724000 70706000 70714000 46783000 46746000
46738000 46764000 46790000 07701000 07727000 07715000 07724000 92701000 92730000 92644000 92608000 80701000 80745000 80739000 80727000
80611000
""".split()


def town(oktmo: str) -> Municipality:
    return Municipality.objects.select_related("territory", "region__territory").get(oktmo=oktmo, valid_to=None)


def test_reference_counts_are_those_of_the_sources():
    assert Counter(Territory.objects.values_list("kind", flat=True)) == {
        TerritoryKind.FEDERATION: 1, TerritoryKind.DISTRICT: 8, TerritoryKind.REGION: 85, TerritoryKind.MUNICIPALITY: 2_642,
    }
    assert Municipality.objects.filter(valid_to=None).count() == 2_594
    assert Succession.objects.count() == 49
    assert Population.objects.filter(year=2024).count() == 2_594 - 231


def test_groups_by_rule_equal_the_golden_counts():
    counts = Counter(Membership.objects.filter(year=2024, basis="rule").values_list("group__code", flat=True))
    assert counts == {"CAP": 267, "MLN": 14, "REG": 67, "MONO": 214, "BIG": 161, "DST": 520, "SML": 250, "RUR": 1_077, "unknown": 24}
    assert sum(counts.values()) == 2_594


def test_demo_municipalities_are_all_there():
    assert len(DEMO) == 46
    assert sorted(Municipality.objects.filter(oktmo__in=DEMO, valid_to=None).values_list("oktmo", flat=True)) == sorted(DEMO)


def test_every_municipality_lies_in_its_region_and_district():
    assert Territory.objects.filter(kind=TerritoryKind.MUNICIPALITY).exclude(parent__kind=TerritoryKind.REGION).count() == 0
    assert Territory.objects.filter(kind=TerritoryKind.REGION).exclude(parent__kind=TerritoryKind.DISTRICT).count() == 0
    assert [row.pk for row in Municipality.objects.select_related("region") if row.oktmo[:2] != row.region.oktmo2] == []


def test_oktmo_is_text_with_its_leading_zero():
    assert town("07727000").territory.name == "Пятигорск"


@pytest.mark.parametrize(("oktmo", "zone", "hours"), [
    ("22721000", "Europe/Moscow", 3), ("27701000", "Europe/Kaliningrad", 2), ("80701000", "Asia/Yekaterinburg", 5),
    ("32731000", "Asia/Novokuznetsk", 7), ("64701000", "Asia/Sakhalin", 11), ("64743000", "Asia/Srednekolymsk", 11),
    ("98701000", "Asia/Yakutsk", 9), ("98616000", "Asia/Vladivostok", 10), ("98646000", "Asia/Srednekolymsk", 11),
    ("36701000", "Europe/Samara", 4), ("52701000", "Asia/Omsk", 6), ("30701000", "Asia/Kamchatka", 12),
])
def test_zone_of_known_places(oktmo, zone, hours):
    assert town(oktmo).zone == zone
    assert dt.datetime(2026, 7, 1, tzinfo=ZoneInfo(zone)).utcoffset() == dt.timedelta(hours=hours)


def test_zones_all_exist():
    zones = {*Region.objects.values_list("tz", flat=True), *Municipality.objects.exclude(tz="").values_list("tz", flat=True)}
    assert [zone for zone in zones if not ZoneInfo(zone)] == []


@pytest.mark.parametrize(("oktmo", "name", "name_en"), [
    ("22721000", "Дзержинск", "Dzerzhinsk"), ("64716000", "Корсаковский округ", "Korsakovsky Okrug"),
    ("80611000", "Белорецкий район", "Beloretsky District"), ("32701000", "Кемерово", "Kemerovo"), ("32707000", "Белово", "Belovo"),
    ("32501000", "Беловский округ", "Belovsky Okrug"), ("40307000", "округ № 7", "Okrug No. 7"), ("92730000", "Набережные Челны", "Naberezhnye Chelny"),
])
def test_name_is_what_a_person_would_say(oktmo, name, name_en):
    assert (town(oktmo).territory.name, town(oktmo).territory.name_en) == (name, name_en)


def test_capitals_wrong_flags_are_gone_and_each_other_region_has_one():
    count = Counter(Municipality.objects.filter(is_regional_capital=True).values_list("region__slug", flat=True))
    assert set(count.values()) == {1}
    without = set(Region.objects.values_list("slug", flat=True)) - set(count)
    assert without == {"moskva", "sankt-peterburg", "sevastopol", "moskovskaya-oblast"}


def test_arzamas_has_the_town_and_the_district_as_predecessors():
    links = Succession.objects.filter(new=town("22703000")).select_related("old__territory").order_by("old__oktmo")
    assert [(row.old.territory.name, row.old.oktmo, row.old.valid_to, row.date) for row in links] == [
        ("Арзамасский район", "22603000", dt.date(2022, 12, 31), dt.date(2023, 1, 1)),
        ("Арзамас", "22703000", dt.date(2022, 12, 31), dt.date(2023, 1, 1)),
    ]


def test_tiles_do_not_overlap():
    tiles = Counter(Region.objects.values_list("tile_row", "tile_col"))
    assert max(tiles.values()) == 1
    assert Region.objects.get(slug="kaliningradskaya-oblast").tile_row == 3


def test_load_again_changes_nothing_and_keeps_the_stamp(capsys):
    stamp = ReferenceStamp.objects.get().token
    call_command("load_territories")
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing to change; warnings 0"
    assert ReferenceStamp.objects.get().token == stamp


def test_load_updates_in_place_and_keeps_what_it_does_not_know():
    changed = town("22721000")
    Territory.objects.filter(pk=changed.pk).update(name="Иначе")
    Population.objects.filter(municipality=changed, year=2024).update(total=1)
    Population.objects.create(municipality=changed, year=2020, total=5)
    Membership.objects.create(municipality=changed, year=2024, group_id=Membership.objects.first().group_id, basis="manual", note="по просьбе")
    tally = load_reference()
    assert tally.changed == {
        "federation": 0, "districts": 0, "regions": 0, "closed": 0, "municipalities": 1, "populations": 1, "successions": 0, "memberships": 0,
    }
    assert sum(tally.made.values()) == 0
    assert town("22721000").territory.name == "Дзержинск"
    assert Population.objects.get(municipality=changed, year=2020).total == 5
    assert Membership.objects.filter(municipality=changed, basis="manual").count() == 1


def test_load_doubtful_code_is_a_warning():
    package = Package()
    row = next(row for row in package.municipalities if row["oktmo"] == "22721000")
    package.__dict__["municipalities"] = [*package.municipalities, row | {"oktmo": "22621000", "slug": "dzerzhinsk-2"}]
    assert load_reference(package).warnings == ["22621000 городской округ город Дзержинск: digit"]


def test_demo_town_is_added_once_without_a_code(capsys):
    call_command("load_territories", demo=True)
    assert capsys.readouterr().out.splitlines()[-1] == "added the invented town of Novorechye"
    call_command("load_territories", demo=True)
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing to change; warnings 0"
    made = Municipality.objects.get(demo=True)
    assert (made.territory.name, made.oktmo, made.region.slug) == ("Новоречье", "", "nizhegorodskaya-oblast")
