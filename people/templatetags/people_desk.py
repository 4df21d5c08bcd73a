"""Inputs of the desk of people in the classes of the visual reference."""
from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def compact(field: BoundField) -> SafeString:
    """The small input of a filter."""
    return field.as_widget(attrs={"class": "in in-sm"})


@register.inclusion_tag("accounts/field.html")
def asked(field: BoundField, hint: str | Promise = "", size: str = "", datalist: str = "") -> dict[str, Any]:
    """Label, hint, error and input; the input names its hint and error, and the list it offers."""
    ids = [f"{field.auto_id}_{part}" for part, there in (("hint", bool(hint)), ("error", bool(field.errors))) if there]
    attrs: dict[str, Any] = {"class": f"in {size}".strip(), "aria-describedby": " ".join(ids) or False}
    if field.errors:
        attrs |= {"aria-invalid": "true"}
    if datalist:
        attrs |= {"list": datalist, "autocomplete": "off"}
    optional = not field.field.required
    return {"field": field, "label": field.label, "hint": hint, "widget": field.as_widget(attrs=attrs), "optional": optional}


@register.filter
def initials(person: Any) -> str:
    """Two letters for the avatar."""
    return f"{person.family[:1]}{person.given[:1]}".upper()
