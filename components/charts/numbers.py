"""Numbers of a drawing as text, and round ends of scales."""
from __future__ import annotations

import math
from decimal import Decimal

Number = int | float | Decimal
STEPS = (1, 2, 5, 10)
LABELS = (1, 2, 3, 5, 7)


def text(number: Number) -> str:
    """At most one decimal, with a point: "33", "33.1"."""
    return f"{round(float(number), 1) + 0.0:g}"  # + 0.0: no "-0"


def percent(part: Number, whole: Number) -> str:
    """Share for an attribute: "33.1%"; nothing of nothing is "0%"; never outside 0–100."""
    share = 100 * float(part) / float(whole) if whole else 0.0
    return text(min(100.0, max(0.0, share))) + "%"


def round_above(number: Number) -> float:
    """The nearest of 1, 2, 5 × 10ⁿ that is not below; 1 for nothing."""
    value = float(number)
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in STEPS if step * power >= value * (1 - 1e-9))


def log_labels(low: float, high: float) -> list[float]:
    """Round numbers between two ends of a logarithmic scale."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return [step * 10.0**power for power in range(first, last + 1) for step in LABELS if low <= step * 10.0**power <= high]
