"""Bars and sums of the practice page, ready to be drawn: templates compute nothing."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from components.templatetags.typo import digits
from portfolio.models import Direction, FundingSource
from portfolio.released import ReleasedIndicator, ReleasedLine
from portfolio.rules.target import share_of_target

FILLS = (("b1f", "l-b1"), ("b2f", "l-b2"), ("b3f", "l-b3"), ("b4f", "l-b4"), ("f-was", "l-was"), ("s-wait", "l-wait"), ("b5f", "l-b5"))
GAP = Decimal("0.2")


@dataclass(frozen=True)
class Bar:
    """One bar: label, number, width in per cent of the scale, CSS class of the fill; a plan is an outline."""

    label: str
    value: Decimal
    width: str
    fill: str
    strong: bool = False


@dataclass(frozen=True)
class IndicatorFigure:
    """An indicator as drawn; without bars the words say what is known and what is not."""

    name: str
    unit: str
    direction: str
    bars: tuple[Bar, ...]
    mark: str
    words: str
    reached: int | None
    target: Decimal | None
    has_result: bool
    source: str
    baseline: Decimal | None
    actual: Decimal | None


@dataclass(frozen=True)
class Slice:
    """A source of money in the stacked bar."""

    label: str
    amount: Decimal
    share: Decimal
    x: str
    width: str
    fill: str
    key: str


def percent(value: Decimal) -> str:
    """A width for SVG."""
    return f"{value:.1f}%"


def labelled(day: date | None, word: str) -> str:
    """«2022, было», or the word alone where the date is not known."""
    return f"{day.year}, {word}" if day else word


def indicator_figure(row: ReleasedIndicator) -> IndicatorFigure:
    """Bars on one scale from zero to the largest of the three numbers. Missing is said, never drawn as zero."""
    known = [value for value in (row.baseline, row.target, row.actual) if value is not None]
    drawable = len(known) > 1 and row.baseline is not None and max(known) > 0 and min(known) >= 0
    scale = max(known) if drawable else Decimal(1)
    reached = share_of_target(row.baseline, row.target, row.actual, row.direction)
    return IndicatorFigure(
        name=row.name, unit=row.unit, direction=str(Direction(row.direction).label), bars=bars_of(row, scale) if drawable else (),
        mark=percent(row.target / scale * 100) if drawable and row.target is not None else "", words="" if drawable else words_of(row),
        reached=None if reached is None else round(reached * 100), target=row.target, has_result=row.actual is not None, source=row.source,
        baseline=row.baseline, actual=row.actual,
    )


def bars_of(row: ReleasedIndicator, scale: Decimal) -> tuple[Bar, ...]:
    """Before, and after or what is planned."""
    assert row.baseline is not None
    bars = [Bar(labelled(row.baseline_on, pgettext("bar", "before")), row.baseline, percent(row.baseline / scale * 100), "f-was")]
    if row.actual is not None:
        bars.append(Bar(labelled(row.actual_on, pgettext("bar", "after")), row.actual, percent(row.actual / scale * 100), "f-now", strong=True))
    elif row.target is not None:
        bars.append(Bar(labelled(row.target_on, pgettext("bar", "plan")), row.target, percent(row.target / scale * 100), "f-plan"))
    return tuple(bars)


def words_of(row: ReleasedIndicator) -> str:
    """What is known, in words: «Было: нет данных. Цель: 120. Стало: 134.»"""
    parts = ((_("Before: %s."), row.baseline), (_("Target: %s."), row.target), (_("After: %s."), row.actual))
    said = [text % (digits(value) if value is not None else _("no data")) for text, value in parts]
    if row.baseline is None and row.actual is not None:
        said.append(_("The share of the target is not computed: it was not measured before."))
    return " ".join(said)


def indicator_figures(rows: Sequence[ReleasedIndicator]) -> list[IndicatorFigure]:
    """Headline first, the others in their order."""
    return [indicator_figure(row) for row in sorted(rows, key=lambda row: not row.is_headline)]


def budget_slices(lines: Sequence[ReleasedLine]) -> list[Slice]:
    """Money by source, largest first, as parts of one bar; empty where nothing was spent or known."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line.source] = sums.get(line.source, Decimal(0)) + line.amount_krub
    total = sum(sums.values(), Decimal(0))
    slices, x = [], Decimal(0)
    for (source, amount), (fill, key) in zip(sorted(sums.items(), key=lambda pair: -pair[1]), FILLS, strict=False):
        share = amount / total * 100 if total else Decimal(0)
        slices.append(Slice(str(FundingSource(source).label), amount, round(share, 1), percent(x), percent(max(share - GAP, Decimal(0))), fill, key))
        x += share
    return slices
