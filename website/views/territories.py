"""Territories: find one's own municipality, or a region on the map."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from territories.models import Municipality
from territories.queries import MunicipalityHit, find_municipalities
from website.queries import region_map

MOST = 20
LONGEST = 100


@require_safe
def territories(request: HttpRequest) -> HttpResponse:
    """`/territories/?q=`; what is typed exactly as the list proposes, or a whole OKTMO, opens its page at once."""
    text = request.GET.get("q", "").strip()
    hits = find_municipalities(text, limit=MOST) if text and len(text) <= LONGEST else []
    if exact := [hit for hit in hits if meant(hit, text)]:
        return redirect("website:municipality", exact[0].region_slug, exact[0].slug)
    context = {
        "regions": region_map(), "municipalities": Municipality.objects.filter(valid_to=None).count(), "text": text[:LONGEST], "hits": hits,
        "too_long": len(text) > LONGEST, "most": MOST,
    }
    return render(request, "website/territories.html", context)


def meant(hit: MunicipalityHit, text: str) -> bool:
    """Whether this one and no other was typed."""
    return text in (hit.text, hit.oktmo) and bool(text)
