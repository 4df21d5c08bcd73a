"""What the form of a letter says about its placeholders."""
from __future__ import annotations

from django import template

from accounts.letter_kinds import LETTERS, Letter
from accounts.models import LetterText

register = template.Library()


@register.simple_tag
def letter_of(text: LetterText) -> Letter | None:
    """The registry's entry of this text."""
    return LETTERS.get(text.code)
