"""What editors see of the log: from three days on, within the period, without noise; and how long it is kept."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.actions.run_retention import run_retention
from search.models import HiddenQuery, QueryDay
from search.queries import most_asked, nothing_found
from search.rules.query_log import SHOWN_FROM, may_be_shown

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def plant(words: str, *days: tuple[int, int, int], opened: int = 0) -> None:
    """(days ago, asked, nothing) each."""
    for ago, asked, nothing in days:
        QueryDay.objects.create(words=words, day=DAY - timedelta(days=ago), asked=asked, nothing=nothing, opened=opened)


def words(rows) -> list[str]:
    return [row["words"] for row in rows.order_by("words")]


@pytest.mark.parametrize("days", [SHOWN_FROM - 1, SHOWN_FROM, SHOWN_FROM + 1])
def test_words_are_shown_as_the_rule_says(days):
    plant("парк", *[(ago, 50, 50) for ago in range(days)])
    assert (words(most_asked()), words(nothing_found())) == ((["парк"], ["парк"]) if may_be_shown(days) else ([], []))


def test_day_on_which_practices_were_only_opened_is_no_asking():
    plant("парк", (0, 1, 1), (1, 1, 1), (2, 0, 0), opened=1)
    assert words(most_asked()) == []


def test_numbers_are_those_of_the_period_and_the_days_those_of_everything():
    plant("парк", (0, 2, 0), (6, 3, 1), (100, 7, 7), opened=1)
    counts = [most_asked(since).values_list("times", "empty", "opens", "days", "last").get() for since in (DAY, DAY - timedelta(days=6), None)]
    assert counts == [(2, 0, 1, 3, DAY), (5, 1, 2, 3, DAY), (12, 8, 3, 3, DAY)]


def test_words_not_asked_for_in_the_period_are_left_out():
    plant("парк", (10, 1, 1), (11, 1, 1), (12, 1, 1))
    assert (words(most_asked(DAY - timedelta(days=9))), words(most_asked(DAY - timedelta(days=10)))) == ([], ["парк"])


@pytest.mark.parametrize(("last", "shown"), [((0, 1, 0), []), ((0, 1, 1), ["парк"]), ((0, 2, 1), ["парк"])])
def test_words_that_are_found_by_now_leave_the_list_of_nothing_found(last, shown):
    plant("парк", (3, 1, 1), (2, 1, 1), last)
    assert words(nothing_found()) == shown


def test_noise_is_shown_apart():
    for name in ("парк", "шум"):
        plant(name, (0, 1, 1), (1, 1, 1), (2, 1, 1))
    HiddenQuery.objects.create(words="шум", hidden_at=NOW)
    assert [words(rows) for rows in (most_asked(), most_asked(hidden=True), nothing_found(), nothing_found(hidden=True))] == [["парк"], ["шум"], ["парк"], ["шум"]]


def test_counts_older_than_180_days_go_with_their_marks():
    plant("новое", (180, 1, 0))
    plant("старое", (181, 1, 0))
    HiddenQuery.objects.bulk_create([HiddenQuery(words=name, hidden_at=NOW) for name in ("новое", "старое")])
    line = next(line for line in run_retention(NOW).lines if line["code"] == "search.queries")
    assert (line["counted"], line["deleted"], line["oldest"], line["error"]) == (1, 1, None, "")
    assert (list(QueryDay.objects.values_list("words", flat=True)), list(HiddenQuery.objects.values_list("words", flat=True))) == (["новое"], ["новое"])
