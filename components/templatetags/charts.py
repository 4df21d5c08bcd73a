"""Widths of bars for the templates, and names in the reader's language."""
from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from django import template
from django.utils.translation import get_language

from components.charts import bars as shapes
from components.charts.numbers import Number, percent

register = template.Library()


class Bilingual(Protocol):
    """A name in both languages."""

    def in_language(self, language: str) -> str: ...


def given(value: Number | str | None) -> Number | None:
    """A number from a template, where a plain attribute is text and an absent one is ""."""
    if value is None or value == "":
        return None
    return Decimal(value) if isinstance(value, str) else value


@register.simple_tag
def pair(before: Number | str | None, after: Number | str | None) -> shapes.Pair | None:
    """`{% pair before after as widths %}`: two thin bars, None where there is nothing to compare."""
    return shapes.pair(given(before), given(after))


@register.simple_tag
def bars(before: Number | str | None, target: Number | str | None, actual: Number | str | None) -> shapes.Bars | None:
    """`{% bars before target actual as widths %}`: None without a base."""
    return shapes.bars(given(before), given(target), given(actual))


@register.simple_tag
def stacked(parts: list[tuple[str, Number]]) -> tuple[shapes.Piece, ...]:
    """`{% stacked parts as pieces %}`: parts of a whole, the largest first."""
    return shapes.stacked(parts)


@register.filter
def share(part: Number, whole: Number) -> str:
    """`{{ 3|share:4 }}`: "75%" for a width."""
    return percent(part, whole)


@register.filter
def named(label: Bilingual | None) -> str:
    """A name in the reader's language, "" for none."""
    return label.in_language(get_language() or "ru") if label else ""
