"""Words of a consent in the reader's language, and the notice that words have changed."""
from __future__ import annotations

from typing import Any

from django import template

from accounts.models import User
from accounts.models.consents import ConsentWords
from accounts.queries.consents import asked_again

register = template.Library()


@register.filter
def words(row: ConsentWords, name: str) -> str:
    """`{{ version|words:"title" }}`."""
    return row.words(name)


@register.inclusion_tag("accounts/consents/banner.html", takes_context=True)
def consent_banner(context: dict[str, Any]) -> dict[str, Any]:
    """Says which consents have newer words than the reader agreed to (one query)."""
    user = context["request"].user
    return {"titles": asked_again(user) if isinstance(user, User) else []}
