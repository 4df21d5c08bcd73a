"""The ordered rule of peer groups, every threshold under, at and over."""
import pytest

from territories.models import MunicipalityType
from territories.rules.kinds import Kind, oktmo_doubt
from territories.rules.peer_groups import PeerFacts, group_for

TOWN, AREA = Kind.CITY_OKRUG, Kind.MUN_DISTRICT


@pytest.mark.parametrize(("facts", "group"), [
    (PeerFacts(Kind.INNER_CITY, "", 2_000_000, True, True), "CAP"),
    (PeerFacts(Kind.INNER_CITY), "CAP"),
    (PeerFacts(TOWN, "", 999_999), "BIG"),
    (PeerFacts(TOWN, "", 1_000_000), "MLN"),
    (PeerFacts(TOWN, "", 1_000_001, True), "MLN"),
    (PeerFacts(AREA, "с Ям", 1_000_000), "BIG"),
    (PeerFacts(TOWN, "", 999_999, True), "REG"),
    (PeerFacts(TOWN, "", None, True), "REG"),
    (PeerFacts(TOWN, "", 50_000, True, True), "REG"),
    (PeerFacts(TOWN, "", 99_999, False, True), "MONO"),
    (PeerFacts(TOWN, "", 100_000, False, True), "BIG"),
    (PeerFacts(TOWN, "", 100_001, False, True), "BIG"),
    (PeerFacts(AREA, "с Ям", 500, False, True), "MONO"),
    (PeerFacts(TOWN, "", None, False, True), "MONO"),
    (PeerFacts(TOWN), "unknown"),
    (PeerFacts(AREA, "с Ям"), "unknown"),
    (PeerFacts(TOWN, "", 99_999), "DST"),
    (PeerFacts(TOWN, "", 100_000), "BIG"),
    (PeerFacts(AREA, "с Ям", 100_000), "BIG"),
    (PeerFacts(AREA, "с Ям", 99_999), "RUR"),
    (PeerFacts(TOWN, "", 19_999), "SML"),
    (PeerFacts(TOWN, "", 20_000), "DST"),
    (PeerFacts(TOWN, "", 20_001), "DST"),
    (PeerFacts(TOWN, "", 0), "SML"),
    (PeerFacts(AREA, "г Выкса", 20_000), "DST"),
    (PeerFacts(AREA, "г Выкса", 19_999), "SML"),
    (PeerFacts(AREA, "гп Выкса", 19_999), "RUR"),
    (PeerFacts(Kind.CITY_OKRUG_DIVIDED, "", 30_000), "DST"),
])
def test_group_for_first_rule_that_applies_wins(facts, group):
    assert group_for(facts) == group


def test_kinds_are_those_of_the_model():
    assert [kind.value for kind in Kind] == MunicipalityType.values


@pytest.mark.parametrize(("code", "kind", "doubt"), [
    ("22721000", Kind.CITY_OKRUG, ""), ("22621000", Kind.CITY_OKRUG, "digit"), ("2272100", Kind.CITY_OKRUG, "length"),
    ("227210001", Kind.CITY_OKRUG, "length"), ("22721000101", Kind.CITY_OKRUG, ""), ("2272100a", Kind.CITY_OKRUG, "length"), ("", Kind.MUN_OKRUG, "length"),
    ("45377000", Kind.INNER_CITY, ""), ("45977000", Kind.INNER_CITY, ""), ("45777000", Kind.INNER_CITY, "digit"),
    ("22542000", Kind.MUN_OKRUG, ""), ("22642000", Kind.MUN_DISTRICT, ""), ("22542000", Kind.MUN_DISTRICT, "digit"),
    ("22642101", Kind.URBAN_SETTL, ""), ("22642401", Kind.RURAL_SETTL, ""), ("22642401", Kind.URBAN_SETTL, "digit"),
    ("22642101", Kind.RURAL_SETTL, "digit"), ("22701305", Kind.INNER_OKRUG_DISTRICT, ""),
])
def test_oktmo_doubt_length_and_digit_against_the_kind(code, kind, doubt):
    assert oktmo_doubt(code, kind) == doubt
