"""Typography of text that is HTML already, such as an editor's paragraph: only what stands between the tags is touched."""
from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from components.templatetags.typo import plain_typo, typo

register = template.Library()
TAG = re.compile(r"(<[^>]*>)")


@register.filter
def richtypo(html: object) -> SafeString:
    """Safe HTML with its spaces in place; anything else is escaped like any text."""
    text = html.__html__() if hasattr(html, "__html__") else html
    if not isinstance(text, SafeString):
        return typo(text)
    return mark_safe("".join(part if part.startswith("<") else plain_typo(part) for part in TAG.split(text)))
