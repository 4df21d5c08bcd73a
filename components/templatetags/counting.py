"""`{{ unit|counted:number }}`: a unit in the form that its number asks for."""
from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django import template

from components import declension

register = template.Library()


@register.filter
def counted(unit: object, number: object) -> str:
    """The unit after this number; as it was written when either is missing or is no number. The template escapes it."""
    text = str(unit or "")
    if number is None or number == "":
        return text
    try:
        return declension.counted(text, Decimal(str(number)))
    except InvalidOperation:
        return text
