"""A region."""
from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from territories.queries import region_by_slug
from website.queries import region_facts
from website.queries.region import MunicipalityFilter


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """`/territories/<region>/?q=&group=&kind=&has=&sort=&page=`."""
    found = region_by_slug(slug)
    if found is None:
        raise Http404
    facts = region_facts(found, MunicipalityFilter.read(request.GET), request.GET.get("page", ""))
    return render(request, "website/region.html", {"facts": facts, "region": found, "name": found.territory.label})
