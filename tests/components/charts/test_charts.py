"""Geometry of the charts against places worked out by hand."""
from dataclasses import dataclass
from decimal import Decimal

import pytest

from components.charts.bars import Bars, Pair, bars, pair, stacked
from components.charts.lines import strip, year_line
from components.charts.numbers import log_labels, percent, round_above, text
from components.charts.tiles import spots, step_of, tile_map


@dataclass(frozen=True)
class Place:
    id: int
    row: int | None
    col: int | None
    abbr: str = "НИЖ"
    label: str = "Нижегородская область"


@pytest.mark.parametrize(("count", "step"), [(0, 0), (1, 1), (2, 1), (3, 2), (5, 2), (6, 3), (8, 3), (9, 4), (250, 4)])
def test_step_of_a_count(count, step):
    assert step_of(count) == step


def test_tile_map_places_tiles_as_the_reference_does():
    drawn = tile_map([Place(1, 4, 6), Place(2, 2, 9)], {1: 12}, lambda place: f"/{place.id}/")
    (west,), (east,) = drawn.west, drawn.east
    assert (west.x, west.y, west.middle, west.name_y, west.count_y, west.step, west.url) == ("289.5", "193.5", "312", "211", "230", 4, "/1/")
    assert (east.x, east.y, east.middle, east.name_y, east.step, east.url) == ("1.5", "97.5", "24", "125", 0, "")


def test_tile_map_current_tile_is_last_with_its_ring():
    drawn = tile_map([Place(1, 4, 6), Place(2, 4, 7)], {1: 1, 2: 1}, lambda place: "/", current=1)
    assert [(one.current, one.ring_x, one.ring_y) for one in drawn.west] == [(False, "333.5", "189.5"), (True, "285.5", "189.5")]


def test_tile_map_place_without_a_tile_is_not_drawn():
    drawn = tile_map([Place(1, None, None), Place(2, 3, None)], {}, lambda place: "/")
    assert (drawn.west, drawn.east) == ((), ())


def test_spots_join_both_halves():
    assert [(one.x, one.current) for one in spots([Place(1, 4, 6), Place(2, 2, 9), Place(3, None, 1)], 2)] == [("289.5", False), ("433.5", True)]


@pytest.mark.parametrize(("part", "whole", "said"), [(31, 94, "33%"), (47, 118, "39.8%"), (5, 0, "0%"), (7, 5, "100%"), (-1, 5, "0%")])
def test_percent(part, whole, said):
    assert percent(part, whole) == said


def test_text_has_a_point_and_one_decimal():
    assert (text(33.14), text(33.0), text(-0.04)) == ("33.1", "33", "0")


@pytest.mark.parametrize(("number", "above"), [(0, 1), (94, 100), (100, 100), (101, 200), (0.3, 0.5), (Decimal("470"), 500)])
def test_round_above(number, above):
    assert round_above(number) == pytest.approx(above)


def test_pair_on_the_greater_scale():
    assert pair(94, 31) == Pair("100%", "33%")
    assert pair(22, 64) == Pair("34.4%", "100%")


@pytest.mark.parametrize(("before", "after"), [(None, 31), (94, None), (0, 0), (-5, 3)])
def test_pair_without_two_numbers_is_none(before, after):
    assert pair(before, after) is None


def test_bars_before_target_actual():
    assert bars(94, 30, 31) == Bars("94%", "30%", "31%", 100.0)
    assert bars(94, None, None) == Bars("94%", "", "", 100.0)


@pytest.mark.parametrize("values", [(None, 120, 134), (0, 0, 0), (-3, 1, 2)])
def test_bars_without_a_base_are_none(values):
    assert bars(*values) is None


def test_stacked_largest_first_without_nothing():
    pieces = stacked([("бизнес", 720), ("местный", 1600), ("гранты", 0), ("областной", 1100)])
    assert [(one.label, one.x, one.width, one.shade) for one in pieces] == [
        ("местный", "0%", "46.6%", "b1f"), ("областной", "46.8%", "32%", "b2f"), ("бизнес", "78.9%", "20.9%", "b3f"),
    ]


def test_year_line_is_broken_at_new_borders():
    line = year_line([(2021, 102), (2022, 103), (2023, 145), (2024, 144)], border_break=2023)
    assert [(one.x1, one.x2) for one in line.stretches] == [("2%", "34%"), ("66%", "98%")]
    assert (line.broken_at, [(one.anchor, one.has_year) for one in line.points]) == (
        "50%", [("", True), ("mid", False), ("mid", False), ("end", True)],
    )


def test_year_line_is_not_joined_over_a_missing_year():
    line = year_line([(2020, 10), (2022, 12), (2023, 12)])
    assert (len(line.stretches), line.broken_at) == (1, "")


@pytest.mark.parametrize(("series", "points"), [([], 0), ([(2024, 5)], 1), ([(2023, 5), (2024, 5)], 2), ([(2023, 0), (2024, 0)], 2)])
def test_year_line_short_or_flat(series, points):
    line = year_line(series)
    assert [one.y for one in line.points] == ["51"] * points


def test_strip_own_tick_and_place_from_the_largest():
    drawn = strip([100, 1000, 200], own=200)
    assert (drawn.own, drawn.place, drawn.total, drawn.ticks, drawn.merged) == ("30.5%", 2, 3, ("1%", "30.5%", "99%"), False)
    assert [(mark.value, mark.anchor) for mark in drawn.marks] == [(100, ""), (200, "mid"), (300, "mid"), (500, "mid"), (700, "mid"), (1000, "end")]


@pytest.mark.parametrize(("sizes", "own"), [([], None), ([5], 5), ([5, 5], 5), ([0, 0, 7], 7)])
def test_strip_of_too_few_is_none(sizes, own):
    assert strip(sizes, own) is None


def test_strip_unknown_own_has_no_tick():
    drawn = strip([100, 1000], own=None)
    assert (drawn.own, drawn.place) == ("", 0)


def test_strip_of_many_merges_ticks():
    drawn = strip(range(1000, 9000), own=5000)
    assert (drawn.merged, drawn.total, len(drawn.ticks) <= 401) == (True, 8000, True)


def test_log_labels_between_the_ends():
    assert log_labels(103, 700) == [200, 300, 500, 700]
