"""Figures of the home page: its words are edited in the admin, its numbers are counted."""
from __future__ import annotations

import json

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from portfolio.views.practice import ESCAPES
from website import queries

register = template.Library()


@register.simple_tag
def home_facts() -> queries.HomeFacts:
    """`{% home_facts as facts %}`."""
    return queries.home_facts()


@register.simple_tag
def site_data(request: HttpRequest) -> SafeString:
    """schema.org of the site with the address of its search, as a data block that no browser runs."""
    search = request.build_absolute_uri(reverse("search:catalogue")) + "?q={words}"
    data = {
        "@context": "https://schema.org", "@type": "WebSite", "name": gettext("Mayor School"), "url": request.build_absolute_uri(request.path), "inLanguage": get_language(),
        "potentialAction": {"@type": "SearchAction", "target": {"@type": "EntryPoint", "urlTemplate": search}, "query-input": "required name=words"},
    }
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES)))
