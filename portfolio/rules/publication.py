"""What a practice must carry before strangers read it."""
from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from portfolio.fields import IndicatorFields, PracticeFields

SHARES_TOLERANCE = Decimal("0.01")
MEASURED_STAGES = frozenset({"reported", "verified"})


class Missing(StrEnum):
    """What is not there yet; the words stand in `portfolio/gate.py`."""

    TITLE = "title"
    ANNOTATION = "annotation"
    KIND = "kind"
    SECTOR = "sector"
    STAGE = "stage"
    PROBLEM = "problem"
    SOLUTION = "solution"
    START = "start"
    END_BEFORE_START = "end_before_start"
    PLACE = "place"
    SHARES = "shares"
    INDICATOR = "indicator"
    INDICATOR_UNIT = "indicator_unit"
    HEADLINE = "headline"
    HEADLINE_BASELINE = "headline_baseline"
    HEADLINE_ACTUAL = "headline_actual"
    WITHDRAWN = "withdrawn"


def shares_add_up(shares: Iterable[Decimal]) -> bool:
    """Whether the shares make 100 per cent, within 0.01; three equal parts of 33.333 do."""
    return abs(sum(shares, Decimal(0)) - 100) <= SHARES_TOLERANCE


def missing_for_publication(fields: PracticeFields, withdrawn: bool = False) -> tuple[Missing, ...]:
    """What stands between this text and the public, in the order of the form; empty when it may go live."""
    gaps = [Missing.WITHDRAWN] if withdrawn else []
    texts = {
        Missing.TITLE: fields.title, Missing.ANNOTATION: fields.annotation, Missing.KIND: fields.kind, Missing.SECTOR: fields.sector_id,
        Missing.STAGE: fields.stage, Missing.PROBLEM: fields.problem, Missing.SOLUTION: fields.solution, Missing.START: fields.start,
    }
    gaps += [gap for gap, value in texts.items() if not (value.strip() if isinstance(value, str) else value)]
    if fields.start and fields.end and fields.end < fields.start:
        gaps.append(Missing.END_BEFORE_START)
    if not fields.places:
        gaps.append(Missing.PLACE)
    elif not shares_add_up(place.share for place in fields.places):
        gaps.append(Missing.SHARES)
    return (*gaps, *missing_in_indicators(fields.indicators, fields.stage))


def missing_in_indicators(indicators: tuple[IndicatorFields, ...], stage: str) -> list[Missing]:
    """Gaps of the rows: a name and a unit each, exactly one headline, and its two ends where a result is claimed."""
    if not indicators:
        return [Missing.INDICATOR]
    gaps = []
    if any(not row.name.strip() or not row.unit.strip() for row in indicators):
        gaps.append(Missing.INDICATOR_UNIT)
    headlines = [row for row in indicators if row.is_headline]
    if len(headlines) != 1:
        return [*gaps, Missing.HEADLINE]
    if stage in MEASURED_STAGES:
        gaps += [Missing.HEADLINE_BASELINE] if headlines[0].baseline is None else []
        gaps += [Missing.HEADLINE_ACTUAL] if headlines[0].actual is None else []
    return gaps
