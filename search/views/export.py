"""`/practices/export.xlsx`, `.csv`, `.json`: the search of this address as a file."""
from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.limits import TooMany, spend, too_many
from search import screen
from search.filters import address, read_query
from search.find import walk
from search.labels import facet_labels
from search.near import near_of, nearby
from search.open_data.exports import KINDS, export
from search.query import LONGEST, TooLong
from search.vocabulary import vocabulary


@require_safe
def export_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Every result in its order, past the last page too. Raises Http404 for another kind of file."""
    if kind not in KINDS:
        raise Http404
    try:
        spend(request, "catalogue_export")
    except TooMany as refusal:
        return too_many(request, refusal)
    words = vocabulary()
    query = nearby(read_query(request.GET, facet_labels(words.version)), near_of(request))
    base = screen.catalogue_url()
    try:
        ids = walk(query, words)
    except TooLong:
        return render(request, "search/too_long.html", {"limit": LONGEST, "base": base}, status=400)
    return export(kind, ids, request.build_absolute_uri("/").rstrip("/"), base + address(query), timezone.now())
