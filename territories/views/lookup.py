"""The list under the combobox: what may be meant by the letters typed so far."""
from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from territories.queries import find_municipalities
from territories.queries.lookup import LONGEST

MOST = 20
USUAL = 8


@require_safe
@cache_control(public=True, max_age=3600)
def lookup(request: HttpRequest) -> JsonResponse:
    """`?q=…&region=…&limit=…` → a list of {id, label, region, oktmo, population, group}; population null is unknown. One query."""
    text = request.GET.get("q", "").strip()
    if max(len(text), len(request.GET.get("region", ""))) > LONGEST:
        return JsonResponse({"error": _("Shorten the query: at most 100 characters.")}, status=400)
    limit = request.GET.get("limit", "")
    hits = find_municipalities(text, request.GET.get("region", ""), min(int(limit), MOST) if limit.isdecimal() and len(limit) < 4 else USUAL)
    return JsonResponse([
        {"id": hit.id, "label": hit.label, "region": hit.region, "oktmo": hit.oktmo, "population": hit.population, "group": hit.group}
        for hit in hits
    ], safe=False, json_dumps_params={"ensure_ascii": False})
