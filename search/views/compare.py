"""`/practices/compare/?n=12&n=15`: two to four practices side by side; fewer or more are shown as a choice that loses nothing."""
from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portfolio.queries import PracticePage, practice_cards, practice_pages
from search.compare import FEWEST, MOST, Column, table
from search.filters import chosen_numbers
from search.find import find
from search.query import LONGEST, CatalogueQuery, TooLong
from search.vocabulary import vocabulary
from taxonomy.rules.hue import hue_of
from territories.queries import places_like
from territories.views.place import place_of_request

CHOSEN = 24  # practices that a choice may hold
PROPOSED = 8


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The table, or the choice. Three queries, one more where the reader's municipality is known."""
    numbers = chosen_numbers(request.GET, CHOSEN)
    pages = practice_pages(numbers)
    absent = len(numbers) - len(pages)
    text = request.GET.get("add", "").strip()[:LONGEST]
    if text or not FEWEST <= len(pages) <= MOST:
        return choice(request, pages, absent, text)
    key = place_of_request(request)
    likely = places_like(key) if key is not None else None
    sections = table(pages, likely.why if likely else None, likely.place.label if likely else "")
    context = {"columns": columns(pages), "sections": sections, "absent": absent, "can_add": len(pages) < MOST, "width": len(pages) + 1, "numbers": [page.number for page in pages]}
    response = render(request, "search/compare.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


def columns(pages: Sequence[PracticePage]) -> list[Column]:
    """Heads with the address of the comparison without each."""
    language, base = get_language() or "ru", reverse("search:compare")
    towns = [page.place.name.in_language(language) if page.place else "" for page in pages]
    out = []
    for page, town in zip(pages, towns, strict=True):
        rest = urlencode([("n", other.number) for other in pages if other is not page])
        sector, place = page.text.sector, page.place
        out.append(Column(
            page.number, reverse("portfolio:practice", args=[page.number, page.slug]), page.text.title, page.text.language,
            sector.in_language(language) if sector else "", hue_of(sector.code) if sector else "",
            f"{place.name.in_language(language)}, {place.region.in_language(language)}" if place else "", f"{base}?{rest}",
            town if town and towns.count(town) == 1 else page.text.title,
        ))
    return out


def choice(request: HttpRequest, pages: Sequence[PracticePage], absent: int, text: str) -> HttpResponse:
    """Boxes of what is chosen, and what was found by the words typed: by number, else as the catalogue would."""
    chosen = {page.number for page in pages}
    found = [card for card in practice_cards(proposed(text)) if card.number not in chosen] if text else []
    context = {"pages": pages, "absent": absent, "text": text, "found": found, "fewest": FEWEST, "most": MOST, "count": len(pages)}
    return render(request, "search/compare_choice.html", context)


def proposed(text: str) -> list[int]:
    """Keys of the practices that the words or the number mean."""
    if text.isascii() and text.isdigit() and len(text) < 9:
        return [page.id for page in practice_pages([int(text)])]
    try:
        return list(find(CatalogueQuery(text=text, size=PROPOSED), vocabulary()).page.ids)
    except TooLong:
        return []
