"""The boxes of a facet. A screen has up to two hundred of them, and most are the same from request to request: they are drawn once and kept."""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from search.screen.facets import Choice

register = template.Library()

BOX = (
    '<label class="check{zero}"><input type="checkbox" name="{name}" value="{value}" form="find"{state}><span>{label}</span>'
    '<span class="cnt">{count}</span></label>'
)
SECTOR = '<span class="sector"><i class="dot {}" aria-hidden="true"></i>{}</span>'


@register.simple_tag
def facet_choices(name: str, choices: Sequence[Choice]) -> SafeString:
    """Boxes of the values, second levels under their sector."""
    out: list[str] = []
    for choice in choices:
        out.append(box(name, choice.value, choice.label, choice.count, choice.state, choice.hue))
        if choice.below:
            inner = "".join(box(name, below.value, below.label, below.count, below.state, "") for below in choice.below)
            out.append(f'<div class="below">{inner}</div>')
    return mark_safe("".join(out))


@lru_cache(maxsize=20_000)
def box(name: str, value: str, label: str, count: int, state: str, hue: str) -> SafeString:
    """One box with its name and count, escaped."""
    shown = format_html(SECTOR, hue, label) if hue else label
    return format_html(
        BOX, zero=" zero" if state == "disabled" else "", name=name, value=value, state=f" {state}" if state else "", label=shown, count=str(count),
    )
