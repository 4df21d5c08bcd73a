"""`/practices/suggest/`: the list under the search field, and the same for a browser's own search field (`format=opensearch`)."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from accounts.limits import TooMany, spend, too_many
from search.labels import facet_labels
from search.query import LONGEST
from search.suggest import suggest as suggestions
from search.vocabulary import vocabulary

OPENSEARCH = "application/x-suggestions+json"
FRESH = 60  # seconds


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """`?q=` → [{group, label, region, url}]; `region` is the word more, as in the list of municipalities. Four queries at most."""
    try:
        spend(request, "suggest")
    except TooMany as refusal:
        return too_many(request, refusal)
    text = request.GET.get("q", "")[:LONGEST]
    lines = suggestions(text, facet_labels(vocabulary().version))
    response: HttpResponse
    if request.GET.get("format") == "opensearch":
        body = [text, [line.label for line in lines], [line.more for line in lines], [request.build_absolute_uri(line.url) for line in lines]]
        response = JsonResponse(body, safe=False, content_type=OPENSEARCH, json_dumps_params={"ensure_ascii": False})
    else:
        rows = [{"group": line.group, "label": line.label, "region": line.more, "url": line.url} for line in lines]
        response = JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=FRESH)
    return response
