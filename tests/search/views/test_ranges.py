"""Ranges of the catalogue: two ends, bars that are links, the same counts after the click."""
from __future__ import annotations

import sys

import pytest
from django.utils.translation import override

from search.engines.base import EngineDown
from search.screen.chips import range_label
from search.screen.ranges import EDGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
URL = "/practices/"


def bars(response, name: str) -> list[tuple[str, int]]:
    """Bars with something in them."""
    (one,) = (one for one in response.context["ranges"] if one.name == name)
    return [(bar.label, bar.count) for bar in one.bars if bar.count]


def test_bars_count_the_places_and_the_money(client, three):
    response = client.get(URL)
    assert [one.name for one in response.context["ranges"]] == ["pop", "cost", "months"]
    assert bars(response, "pop") == [("до 4 999 жителей".replace(" 999", "\u2009999"), 2), ("50\u2009000–99\u2009999 жителей", 1)]


@pytest.mark.parametrize("name", ["pop", "cost", "months"])
def test_click_on_a_bar_finds_as_many_as_it_said(client, three, name):
    (one,) = (one for one in client.get(URL).context["ranges"] if one.name == name)
    full = [bar for bar in one.bars if bar.count]
    assert full
    for bar in full:
        assert client.get(bar.url).context["page"].total == bar.count


def test_bars_leave_out_their_own_range_and_keep_the_other_filters(client, three):
    narrow = client.get(URL, {"pop_from": "50000", "kind": ["service", "infrastructure"]})
    assert narrow.context["page"].total == 0 or bars(narrow, "pop") == bars(client.get(URL, {"kind": ["service", "infrastructure"]}), "pop")
    assert bars(client.get(URL, {"pop_from": "50000"}), "pop") == bars(client.get(URL), "pop")
    assert bars(client.get(URL, {"sector": "TRN"}), "pop") == [("50\u2009000–99\u2009999 жителей", 1)]


def test_chosen_bar_is_marked_and_its_ends_stand_in_the_fields(client, three):
    response = client.get(URL, {"pop_from": "50000", "pop_to": "99999"})
    (one,) = (one for one in response.context["ranges"] if one.name == "pop")
    assert ([bar.label for bar in one.bars if bar.chosen], one.low, one.high) == (["50\u2009000–99\u2009999 жителей"], "50000", "99999")
    assert 'aria-current="true"' in response.content.decode()


def test_ranges_with_fields_of_their_own_are_not_sent_twice(client, three):
    hidden = client.get(URL, {"pop_to": "100000", "months_from": "1", "year_from": "2020"}).context["hidden"]
    assert hidden == [("year_from", "2020")]


def test_engine_that_goes_away_in_between_leaves_the_fields_without_bars(client, three, monkeypatch):
    class Away:
        """An engine that answers no more."""

        def spread(self, *args):
            raise EngineDown("away")

    monkeypatch.setattr(sys.modules["search.screen.ranges"], "engine", Away)
    assert [(one.name, one.bars) for one in client.get(URL).context["ranges"]] == [("pop", ()), ("cost", ()), ("months", ())]


@pytest.mark.parametrize("name", list(EDGES))
def test_edges_grow(name):
    assert list(EDGES[name]) == sorted(set(EDGES[name]))


@pytest.mark.parametrize(("language", "name", "ends", "label"), [
    ("ru", "months", (None, 21), "до 21 месяца работы"), ("ru", "months", (3, None), "от 3 месяцев работы"), ("ru", "months", (1, 3), "1–3 месяца работы"),
    ("ru", "months", (3, 12), "3–12 месяцев работы"), ("ru", "pop", (101, None), "от 101 жителя"), ("ru", "pop", (0, 902), "0–902 жителя"),
    ("ru", "pop", (None, 0), "до 0 жителей"), ("en", "months", (1, None), "from 1 month of work"), ("en", "pop", (None, 900), "up to 900 residents"),
])
def test_words_around_the_ends_agree_with_them(language, name, ends, label):
    with override(language):
        assert range_label(name, *ends) == label
