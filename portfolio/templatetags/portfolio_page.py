"""Small filters of the practice page."""
from __future__ import annotations

from django import template
from django.utils.translation import get_language

from components.templatetags.typo import digits as write
from portfolio.released import Label
from taxonomy.rules.hue import hue_of

register = template.Library()


@register.filter
def named(label: Label) -> str:
    """Name in the reader's language."""
    return label.in_language(get_language() or "ru")


@register.filter
def hue(sector: Label) -> str:
    """CSS class of the sector's mark."""
    return hue_of(sector.code)


@register.filter
def lower_first(text: str) -> str:
    """The same words within a sentence."""
    return text[:1].lower() + text[1:]


@register.filter
def first_word(text: str) -> str:
    """What stands before the comma: the year of a bar."""
    return text.partition(",")[0]


@register.filter
def digits(value: object) -> str:
    """A number for the title, without mark-up."""
    return write(value)
