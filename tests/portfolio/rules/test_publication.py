"""What is required before strangers read it: each gap alone, and each limit."""
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portfolio.fields import IndicatorFields, PlaceFields, PracticeFields
from portfolio.gate import WORDS, words_for
from portfolio.rules.publication import Missing, missing_for_publication, shares_add_up

HEADLINE = IndicatorFields("Срок", "дней", "down", Decimal(94), None, Decimal(30), None, Decimal(31), None, "", True)
READY = PracticeFields(
    title="Т", annotation="А", kind="process", sector_id=1, stage="verified", start=date(2024, 1, 1), problem="П", solution="Р",
    places=(PlaceFields(1),), indicators=(HEADLINE,),
)


def test_missing_for_publication_of_a_complete_practice_is_empty():
    assert missing_for_publication(READY) == ()


def test_missing_for_publication_of_nothing_names_everything_in_the_order_of_the_form():
    assert missing_for_publication(PracticeFields(title="")) == (
        Missing.TITLE, Missing.ANNOTATION, Missing.KIND, Missing.SECTOR, Missing.STAGE, Missing.PROBLEM, Missing.SOLUTION, Missing.START,
        Missing.PLACE, Missing.INDICATOR,
    )


@pytest.mark.parametrize("change, gap", [
    ({"title": " "}, Missing.TITLE), ({"annotation": "\n"}, Missing.ANNOTATION), ({"kind": ""}, Missing.KIND), ({"sector_id": None}, Missing.SECTOR),
    ({"stage": ""}, Missing.STAGE), ({"problem": ""}, Missing.PROBLEM), ({"solution": "  "}, Missing.SOLUTION), ({"start": None}, Missing.START),
    ({"end": date(2023, 12, 31)}, Missing.END_BEFORE_START), ({"places": ()}, Missing.PLACE),
    ({"places": (PlaceFields(1, "", Decimal("99.98")),)}, Missing.SHARES), ({"indicators": ()}, Missing.INDICATOR),
    ({"indicators": (HEADLINE, IndicatorFields("", "дней"))}, Missing.INDICATOR_UNIT), ({"indicators": (HEADLINE, IndicatorFields("Имя"))}, Missing.INDICATOR_UNIT),
    ({"indicators": (replace(HEADLINE, is_headline=False),)}, Missing.HEADLINE), ({"indicators": (HEADLINE, HEADLINE)}, Missing.HEADLINE),
    ({"indicators": (replace(HEADLINE, baseline=None),)}, Missing.HEADLINE_BASELINE), ({"indicators": (replace(HEADLINE, actual=None),)}, Missing.HEADLINE_ACTUAL),
    ({"stage": "reported", "indicators": (replace(HEADLINE, actual=None),)}, Missing.HEADLINE_ACTUAL),
])
def test_missing_for_publication_names_the_one_gap(change, gap):
    assert missing_for_publication(replace(READY, **change)) == (gap,)


@pytest.mark.parametrize("stage", ["defended", "implementing", "stopped"])
def test_missing_for_publication_of_a_plan_asks_for_no_result(stage):
    assert missing_for_publication(replace(READY, stage=stage, indicators=(replace(HEADLINE, actual=None, baseline=None),))) == ()


def test_missing_for_publication_counts_zero_as_a_figure():
    assert missing_for_publication(replace(READY, indicators=(replace(HEADLINE, baseline=Decimal(0), actual=Decimal(0)),))) == ()


def test_missing_for_publication_allows_an_end_on_the_day_of_the_start():
    assert missing_for_publication(replace(READY, end=date(2024, 1, 1))) == ()


def test_missing_for_publication_of_a_withdrawn_practice_refuses():
    assert missing_for_publication(READY, withdrawn=True) == (Missing.WITHDRAWN,)


@pytest.mark.parametrize("shares, fits", [
    (["100"], True), (["33.333"] * 3, True), (["33.33"] * 3, True), (["33.32"] * 3, False), (["50", "50.01"], True), (["50", "50.011"], False), ([], False),
])
def test_shares_add_up_within_a_hundredth(shares, fits):
    assert shares_add_up(map(Decimal, shares)) is fits


def test_words_for_every_gap_and_none_for_a_forgotten_one():
    assert set(WORDS) == set(Missing)
    assert words_for(["start", "gone"]) == "дата начала"
