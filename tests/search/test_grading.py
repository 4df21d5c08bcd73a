"""The graded queries and the measures themselves."""
from __future__ import annotations

import math
from collections import Counter

import pytest

from benchmarks.measures import ndcg, recall
from tests.search.grading import graded_queries


def test_file_holds_120_queries_each_with_grades():
    queries = graded_queries()
    assert (len(queries), len({one.query for one in queries}), sum(one.is_held_out for one in queries)) == (120, 120, 40)
    assert [one.query for one in queries if not one.grades or not set(one.grades.values()) <= {1, 2, 3} or not set(one.grades) <= set(range(1, 158))] == []


def test_a_third_at_least_is_written_as_people_write():
    kinds = Counter(one.kind for one in graded_queries())
    assert set(kinds) == {"plain", "typo", "abbreviation", "lay"}
    assert kinds["plain"] == 64


@pytest.mark.parametrize(("ranked", "expected"), [
    ([1, 2, 3], 1.0), ([9, 1], 7 / math.log2(3) / (7 + 3 / math.log2(3) + 1 / 2)), ([9], 0.0), ([], 0.0), ([*range(90, 100), 1], 0.0),
])
def test_ndcg_is_one_for_the_best_order_and_counts_ten(ranked, expected):
    assert ndcg(ranked, {1: 3, 2: 2, 3: 1}) == pytest.approx(expected)


def test_recall_counts_the_relevant_among_ten():
    assert recall([*range(90, 99), 1, 2], {1: 3, 2: 1, 3: 0}) == 0.5
