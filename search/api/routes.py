"""The operations of the API. All of them only read; each answer is built from live practices."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import URLPattern
from django.utils.translation import override
from ninja import NinjaAPI

from portfolio.queries import live_practices, practice_cards, practice_facts
from search.api.gate import gated
from search.api.parameters import described, read
from search.api.schemas import Facets, Found, Problem, SimilarList
from search.filters import address
from search.find import Found as Result
from search.find import find
from search.labels import read_labels
from search.open_data.licence import LICENCE
from search.open_data.records import Record, card_record, practice_record
from search.open_data.schemas import Practice
from search.similar import similar
from search.vocabulary import vocabulary

MOST_SIMILAR = 10
ERRORS: dict[int, Any] = {400: Problem, 404: Problem, 429: Problem}
api = NinjaAPI(
    title="Школа мэров: practices", version="1", urls_namespace="api", docs_url=None,
    description="Practices of towns and districts, proven by results. Reading only, no key; 120 requests a minute from one address. CC BY 4.0.",
)


def site(request: HttpRequest) -> str:
    """The site's address without a slash at its end."""
    return request.build_absolute_uri("/").rstrip("/")


@api.get("/practices", response={200: Found, 400: Problem, 429: Problem}, operation_id="search", summary="Search of practices", openapi_extra=described())
def search(request: HttpRequest) -> Any:
    """A page of results in the order asked for, with the counts of every filter."""
    words = vocabulary()
    asked = read(request.GET, read_labels(words.version, "ru"))
    found = find(asked, words)
    query, beyond = found.query, found.query.page != asked.page
    cards = [] if beyond else practice_cards(found.page.ids)
    return {
        "total": found.page.total, "complete": found.page.complete, "page": asked.page, "size": asked.size, "pages": found.pages,
        "next": next_page(request, found) if not beyond and query.page < found.pages else None,
        "query": address(replace(query, page=1)), "corrections": [{"typed": one.typed, "shown": one.shown} for one in found.tree.corrections],
        "plain": found.plain, "licence": LICENCE, "facets": facet_records(found, words.version), "items": [card_record(card, site(request)) for card in cards],
    }


def next_page(request: HttpRequest, found: Result) -> str:
    """The same address with the next page."""
    pairs = [(name, value) for name, values in request.GET.lists() for value in values if name != "page"]
    return f"{site(request)}{request.path}?{urlencode([*pairs, ('page', str(found.query.page + 1))])}"


def facet_records(found: Result, version: tuple[Any, ...]) -> list[Record]:
    """Counts with names in both languages."""
    russian, english = read_labels(version, "ru"), read_labels(version, "en")

    def values(name: str, counts: Mapping[str, int]) -> list[Record]:
        ordered = sorted((item for item in counts.items() if item[1]), key=lambda item: (-item[1], item[0]))
        return [{"code": code, "name": russian.label(name, code), "name_en": english.label(name, code), "count": count} for code, count in ordered]

    return [{"name": name, "values": values(name, counts)} for name, counts in found.page.facets.items()]


@api.get("/facets", response={200: Facets, 400: Problem, 429: Problem}, operation_id="facets", summary="Values of the filters", openapi_extra=described(False))
def facets(request: HttpRequest) -> Any:
    """Every filter with its values and how many practices each finds, for the whole catalogue or for a query."""
    words = vocabulary()
    found = find(replace(read(request.GET, read_labels(words.version, "ru")), page=1, size=1), words)
    return {"total": found.page.total, "facets": facet_records(found, words.version)}


@api.get("/practices/{int:number}", response={200: Practice, **ERRORS}, operation_id="practice", summary="One practice, whole")
def practice(request: HttpRequest, number: int) -> Any:
    """Everything that the public page of a practice says."""
    return practice_record(practice_facts([key_of(number)])[0], site(request))


@api.get("/practices/{int:number}/similar", response={200: SimilarList, **ERRORS}, operation_id="similar", summary="Practices like this one")
def alike(request: HttpRequest, number: int) -> Any:
    """The practices most like this one, with the reason."""
    return {"items": similar_records(number, site(request))}


def similar_records(number: int, base: str) -> list[Record]:
    """Cards with reasons in both languages. Raises Http404 for a practice that is not live."""
    key_of(number)
    reasons = []
    for language in ("ru", "en"):
        with override(language):
            reasons.append({one.id: one.reason for one in similar(number, MOST_SIMILAR)})
    russian, english = reasons
    return [
        {"reason": russian[card.id], "reason_en": english.get(card.id, ""), "practice": card_record(card, base)} for card in practice_cards(russian)
    ]


def key_of(number: int) -> int:
    """Key of the live practice of this number. Raises Http404 for drafts, tombstones and what never was."""
    key = live_practices().filter(number=number).values_list("pk", flat=True).first() if number < 2**31 else None
    if key is None:
        raise Http404
    return int(key)


def urls() -> tuple[list[URLPattern], str, str]:
    """Addresses of the API, each behind the gate."""
    patterns, app, namespace = api.urls
    kept = cast(list[URLPattern], patterns)
    for pattern in kept:
        pattern.callback = gated(pattern.callback)
    return kept, app, namespace
