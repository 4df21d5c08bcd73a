"""The living page of components."""
from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from components.charts.lines import strip, year_line
from components.paging import paged
from website import samples
from website.queries import region_map


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """`/components/`, in debug mode only: each component in its states, with invented data."""
    if not settings.DEBUG:
        raise Http404
    context = {
        "regions": region_map(), "pages": paged(range(95), request.GET.get("page", "4"), 10, lambda number: f"?page={number}"),
        "broken": year_line(samples.SERIES, 2023), "two_years": year_line(samples.SERIES[-2:]), "strip": strip(samples.SIZES, 144_670),
        "budget": [("местный бюджет", Decimal("1600")), ("областной бюджет", Decimal("1100")), ("предприятия", Decimal("720.5"))],
        "cards": samples.CARDS, "long": samples.LONG, "tabs": [("?all", "Все", True), ("?mine", "Мои", False)],
        "errors": ["В файле нет листа «Практики». Возьмите шаблон и перенесите строки в него."], "none": [],
    }
    return render(request, "website/components.html", context)
