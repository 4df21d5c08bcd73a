"""`/practices/<number>-<slug>/similar/`: a page of its own, and the part of it that the page of a practice fetches."""
from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from portfolio.queries import live_practices, practice_cards
from search.similar import similar


@require_safe
def similar_page(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Similar practices with their reasons; a draft and a withdrawn number have none. At most twelve queries."""
    row = live_practices().filter(number=number).values("slug", "title", "language").first()
    if row is None:
        raise Http404
    if slug != row["slug"]:
        return redirect(reverse("search:similar", args=[number, row["slug"]]), permanent=True)
    reasons = {one.id: one.reason for one in similar(number)}
    found = [(card, reasons[card.id]) for card in practice_cards(reasons)]
    is_part = request.headers.get("X-Requested-With") == "fetch"
    template = "search/_similar.html" if is_part else "search/similar.html"
    response = render(request, template, {"found": found, "practice": row, "url": reverse("portfolio:practice", args=[number, row["slug"]])})
    patch_vary_headers(response, ["X-Requested-With"])
    return response
