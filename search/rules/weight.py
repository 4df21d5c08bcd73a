"""What a practice weighs among the results: old ones less, never so little that a better match is lost."""
from __future__ import annotations

from datetime import date

WEIGHTS = (100, 95, 90, 85, 80)  # per cent of the words' score
FRESH = 3  # whole years for which a practice weighs all; each two years after it take one step
STEP = 2
UNFINISHED = frozenset({"defended", "implementing"})


def weight_of(worked: date | None, updated: date | None, today: date, stage: str) -> int:
    """Weight by the years since the work ended, or since the last update where that is later or the work has not ended.

    Laws, prices and contractors change: advice of ten years ago is worth a fifth less, and no more, for a good match must still come first.
    An editor who goes over an old text makes it fresh. Only calendar years count, so that a weight changes once a year.
    """
    known = [day.year for day in (None if stage in UNFINISHED else worked, updated) if day is not None]
    if not known:
        return WEIGHTS[0]
    age = max(today.year - max(known), 0)
    return WEIGHTS[min(max(age - FRESH + STEP - 1, 0) // STEP, len(WEIGHTS) - 1)]
