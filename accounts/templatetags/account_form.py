"""A labelled field as in the visual reference, and the logins of the demo."""
from __future__ import annotations

import json
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from accounts.actions.demo import DEMO_PASSWORD, DEMO_USERS
from accounts.validators import GoodPassword

register = template.Library()


@register.inclusion_tag("accounts/field.html")
def labelled(field: BoundField, label: str | Promise = "", hint: str | Promise = "", autofocus: bool = False) -> dict[str, Any]:
    """Label, hint, error, input; the input names its hint and error for screen readers."""
    return {"field": field, "label": label or field.label, "hint": hint, "widget": widget(field, bool(hint), autofocus)}


def widget(field: BoundField, has_hint: bool, autofocus: bool) -> SafeString:
    """The input itself."""
    ids = [f"{field.auto_id}_{part}" for part, there in (("hint", has_hint), ("error", bool(field.errors))) if there]
    attrs: dict[str, Any] = {"class": "in", "placeholder": False, "aria-describedby": " ".join(ids) or False}
    if field.errors:
        attrs["aria-invalid"] = "true"
    if autofocus or field.errors:
        attrs["autofocus"] = True
    return field.as_widget(attrs=attrs)


@register.simple_tag
def demo_logins() -> dict[str, Any] | None:
    """Whom a visitor of the demo may sign in as; None outside it."""
    return {"users": DEMO_USERS, "password": DEMO_PASSWORD} if settings.DEMO else None


@register.filter
def as_json(value: object) -> str:
    """For a data attribute: the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def in_fours(secret: str) -> str:
    """«JBSW Y3DP …»: a secret that can be typed."""
    return " ".join(secret[n:n + 4] for n in range(0, len(secret), 4))


@register.simple_tag
def password_hint() -> str:
    """What a good password is."""
    return GoodPassword().get_help_text()
