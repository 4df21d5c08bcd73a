"""A municipality, by its address or its OKTMO."""
from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from territories.models import Municipality
from territories.rules.names import read_oktmo
from website.queries import municipality_screen
from website.reasons import REASONS


@require_safe
def municipality(request: HttpRequest, region: str, slug: str) -> HttpResponse:
    """`/territories/<region>/<municipality>/`."""
    screen = municipality_screen(region, slug, timezone.now())
    if screen is None:
        raise Http404
    place, group = screen.facts.municipality, screen.facts.group
    context = {
        "screen": screen, "facts": screen.facts, "place": place, "name": place.territory.label, "region": place.region,
        "reason": (group.by_hand or REASONS.get(group.code, "")) if group else "",
    }
    return render(request, "website/municipality.html", context)


@require_safe
def by_oktmo(request: HttpRequest, code: str) -> HttpResponse:
    """`/territories/oktmo/<code>/` → the page of the municipality that has this code now, else of the last that had it."""
    meant = read_oktmo(code)
    rows = Municipality.objects.filter(oktmo=meant.code).select_related("region") if meant else Municipality.objects.none()
    found = max(rows, key=lambda row: (row.valid_to is None, row.valid_to or row.valid_from), default=None)
    if found is None:
        raise Http404
    return redirect("website:municipality", found.region.slug, found.slug, permanent=True)
