"""Measures of a ranking against grades. Pure."""
from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

DEPTH = 10
Key = TypeVar("Key", bound=Hashable)


def gain(grade: int) -> int:
    """What a result of this grade adds at the first place."""
    return int(2**grade) - 1


def ndcg(ranked: Sequence[Key], grades: Mapping[Key, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain of the first `depth` results; ungraded ones are worth nothing. At least one grade must be above zero."""
    found = sum(gain(grades.get(key, 0)) / math.log2(at + 2) for at, key in enumerate(ranked[:depth]))
    best = sum(gain(grade) / math.log2(at + 2) for at, grade in enumerate(sorted(grades.values(), reverse=True)[:depth]))
    return found / best


def recall(ranked: Sequence[Key], grades: Mapping[Key, int], depth: int = DEPTH) -> float:
    """Share of the relevant ones that stand among the first `depth`."""
    wanted = {key for key, grade in grades.items() if grade}
    return len(wanted & set(ranked[:depth])) / len(wanted)
