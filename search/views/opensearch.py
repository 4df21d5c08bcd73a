"""`/opensearch.xml`: how a browser searches here from its address field."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search.open_data.answers import unless_known


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description in the language of the address."""
    context = {
        "catalogue": request.build_absolute_uri(reverse("search:catalogue")), "feed": request.build_absolute_uri(reverse("taking:feed-rss")),
        "self": request.build_absolute_uri(request.path), "icon": request.build_absolute_uri(reverse("favicon")), "language": get_language() or "ru",
    }
    answer = render(request, "search/opensearch.xml", context, content_type="application/opensearchdescription+xml; charset=utf-8")
    return unless_known(request, answer)
