"""How alike two places are: golden values of the rule, neutral unknowns, reasons."""
from __future__ import annotations

from dataclasses import replace

import pytest

from territories.rules import likeness as rule
from territories.rules.kinds import Kind
from territories.rules.likeness import NEUTRAL, Likeness, PlaceFacts, Reason, Why, kilometres, likeness, score

ARZAMAS = PlaceFacts(Kind.CITY_OKRUG, "BIG", 103_000, 55.3946, 43.8408)
DZERZHINSK = PlaceFacts(Kind.CITY_OKRUG, "BIG", 225_000, 56.2389, 43.4631)
NIZHNY = PlaceFacts(Kind.CITY_OKRUG, "MLN", 1_200_000, 56.3269, 44.0059, True)
KORSAKOV = PlaceFacts(Kind.MUN_OKRUG, "DST", 40_000, 46.6342, 142.7772)
NOWHERE = PlaceFacts(Kind.MUN_OKRUG)


def test_weights_add_up_to_one():
    assert round(rule.GROUP + rule.SIZE + rule.KIND + rule.DISTANCE + rule.CAPITAL + rule.CLIMATE + rule.BUDGET, 9) == 1


@pytest.mark.parametrize(("a", "b", "golden"), [
    (ARZAMAS, ARZAMAS, 1.0), (ARZAMAS, DZERZHINSK, 0.8728), (ARZAMAS, NIZHNY, 0.2844), (ARZAMAS, KORSAKOV, 0.3235), (KORSAKOV, NOWHERE, 0.625),
    (NOWHERE, NOWHERE, 0.625), (ARZAMAS, NOWHERE, 0.535),
])
def test_score_is_golden_and_the_same_both_ways(a, b, golden):
    assert (round(score(a, b), 4), round(score(b, a), 4)) == (golden, golden)


@pytest.mark.parametrize(("field", "weight"), [("group", rule.GROUP), ("population", rule.SIZE), ("lat", rule.DISTANCE), ("lon", rule.DISTANCE)])
def test_unknown_value_is_neutral_and_never_zero(field, weight):
    unknown = replace(ARZAMAS, **{field: "" if field == "group" else None})
    assert round(score(ARZAMAS, unknown), 9) == round(1 - weight * (1 - NEUTRAL), 9)
    assert score(unknown, unknown) == score(ARZAMAS, unknown)


def test_place_without_residents_is_a_known_number():
    empty = replace(ARZAMAS, population=0)
    assert (score(empty, empty), score(ARZAMAS, empty)) == (1.0, 1 - rule.SIZE)


@pytest.mark.parametrize(("times", "closeness"), [(1, 1.0), (2, 2 / 3), (4, 1 / 3), (8, 0.0), (9, 0.0), (100, 0.0)])
def test_size_counts_by_its_ratio(times, closeness):
    other = replace(ARZAMAS, population=103_000 * times)
    assert round(score(ARZAMAS, other), 9) == round(1 - rule.SIZE * (1 - closeness), 9)


def test_kilometres_by_the_great_circle():
    assert [round(kilometres(ARZAMAS, other) or 0) for other in (ARZAMAS, DZERZHINSK, KORSAKOV)] == [0, 97, 6390]
    assert kilometres(ARZAMAS, NOWHERE) is None
    antipode = replace(ARZAMAS, lat=-55.3946, lon=43.8408 - 180)
    assert round(kilometres(ARZAMAS, antipode) or 0) == 20_015


@pytest.mark.parametrize(("km", "said"), [(299, True), (301, False)])
def test_nearness_is_said_up_to_three_hundred_kilometres(km, said):
    there = replace(ARZAMAS, lat=55.3946 + km / 111.1949)
    assert (Why.NEAR in {reason.why for reason in likeness(ARZAMAS, there).reasons}) is said


def test_distance_beyond_a_thousand_kilometres_counts_no_more():
    assert score(ARZAMAS, replace(ARZAMAS, lat=70.0, lon=150.0)) == score(ARZAMAS, replace(ARZAMAS, lat=-70.0, lon=-90.0))


def test_reasons_name_what_is_shared_weightiest_first():
    assert likeness(ARZAMAS, DZERZHINSK).reasons == (Reason(Why.GROUP), Reason(Why.SIZE, 225_000), Reason(Why.NEAR, 97))
    assert likeness(NIZHNY, replace(NIZHNY, group="REG")).reasons == (Reason(Why.CAPITAL), Reason(Why.KIND), Reason(Why.SIZE, 1_200_000), Reason(Why.NEAR, 0))
    assert likeness(NIZHNY, KORSAKOV) == Likeness(score(NIZHNY, KORSAKOV))
    assert likeness(ARZAMAS, KORSAKOV).reasons == (Reason(Why.SIZE, 40_000),)
    assert likeness(NOWHERE, NOWHERE).reasons == (Reason(Why.KIND),)


@pytest.mark.parametrize(("one", "other", "kinds"), [
    (Kind.MUN_DISTRICT, Kind.MUN_OKRUG, 0.7), (Kind.MUN_OKRUG, Kind.CITY_OKRUG, 0.4), (Kind.CITY_OKRUG, Kind.MUN_DISTRICT, 0.0), (Kind.CITY_OKRUG, Kind.CITY_OKRUG_DIVIDED, 0.9),
])
def test_kinds_that_became_one_another_are_alike_in_part(one, other, kinds):
    assert round(score(PlaceFacts(one), PlaceFacts(other)), 9) == round(0.475 + rule.KIND * kinds, 9)


def test_slots_of_sources_not_loaded_play_no_part():
    assert score(replace(ARZAMAS, warmth=5_000.0, budget=30.0), replace(ARZAMAS, warmth=9_000.0)) == 1.0
