"""`/practices/print/`: the list of a search, or cards of the chosen practices, ready for paper."""
from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolio.queries import live_practices, practice_cards
from search import screen
from search.filters import address, chosen_numbers, read_query
from search.find import find
from search.labels import FacetLabels, facet_labels
from search.near import near_of, nearby
from search.query import LONGEST, TooLong
from search.vocabulary import Vocabulary, vocabulary

MOST = 100  # practices on paper: some five sheets of a list


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """Cards where practices were chosen (`n`), else the list of the search; at most five queries."""
    words = vocabulary()
    labels = facet_labels(words.version)
    numbers = chosen_numbers(request.GET, MOST)
    return cards(request, labels, numbers) if numbers else listing(request, labels, words)


def cards(request: HttpRequest, labels: FacetLabels, numbers: tuple[int, ...]) -> HttpResponse:
    """Cards in the order of choice; what is no longer published is counted and left out."""
    keys = dict(live_practices().filter(number__in=numbers).values_list("number", "pk"))
    shown = practice_cards([keys[number] for number in numbers if number in keys])
    base = screen.catalogue_url()
    back = base + address(read_query(request.GET, labels))
    rows = [(card, labels.label("status", card.stage)) for card in shown]
    context = {"rows": rows, "absent": len(numbers) - len(rows), "back": back, "now": timezone.now(), "site": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "search/print_cards.html", context)


def listing(request: HttpRequest, labels: FacetLabels, words: Vocabulary) -> HttpResponse:
    """The first `MOST` results with the filters in words."""
    query = nearby(read_query(request.GET, labels), near_of(request))
    base = screen.catalogue_url()
    try:
        found = find(replace(query, page=1, size=MOST), words)
    except TooLong:
        return render(request, "search/too_long.html", {"limit": LONGEST, "base": base}, status=400)
    back = base + address(query)
    context = {
        "query": query, "cards": practice_cards(found.page.ids), "total": found.page.total, "most": MOST, "plain": found.plain, "tree": found.tree,
        "filters": [chip.label for chip in screen.chips(query, labels, base)], "back": back, "now": timezone.now(),
        "source": request.build_absolute_uri(back), "order": next((link.label for link in screen.sorts(query) if link.current), ""),
    }
    return render(request, "search/print_list.html", context)
