"""Figures of the home page: its words are edited in the admin, its numbers are counted."""
from __future__ import annotations

from django import template

from website import queries

register = template.Library()


@register.simple_tag
def home_facts() -> queries.HomeFacts:
    """`{% home_facts as facts %}`."""
    return queries.home_facts()
