"""`/practices/`: the whole state stands in the address; works without JavaScript."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from components.templatetags.typo import digits
from search import screen
from search.filters import address, ordered, pairs, read_query, unscaled
from search.find import Found, find
from search.labels import FacetLabels, facet_labels
from search.near import near_of, nearby
from search.query import LONGEST, WINDOW, CatalogueQuery, TooLong, Tree
from search.query_log import note_search
from search.vocabulary import vocabulary

OTHER_NAMES = 3
RANGED = frozenset({"pop", "cost", "months"})  # ranges with fields of their own


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Search, facets, results; at most five queries, one more where the reader's municipality is known."""
    words = vocabulary()
    labels = facet_labels(words.version)
    near = near_of(request)
    query = nearby(read_query(request.GET, labels), near)
    base = screen.catalogue_url()
    try:
        found = find(query, words)
    except TooLong:
        return render(request, "search/too_long.html", {"limit": LONGEST, "base": base}, status=400)
    note_search(request, found)
    context = frame(found, labels, base) | {"near": near}
    if found.page.total:
        context |= listed(found, labels, base)
        return render(request, "search/catalogue.html", context)
    context |= {"fewer": screen.fewer_filters(found, labels, base), "words": said(found)}
    return render(request, "search/catalogue_empty.html", context)


def frame(found: Found, labels: FacetLabels, base: str) -> dict[str, Any]:
    """What both the list and the empty page show."""
    query, tree = found.query, found.tree
    bare = CatalogueQuery(query.text, query.literal, sort=query.sort)
    chosen = sum(map(len, query.facets.values())) + len(query.ranges)
    return {
        "query": query, "tree": tree, "page": found.page, "base": base, "state": address(query), "state_pairs": pairs(query), "chips": screen.chips(query, labels, base), "chosen": chosen,
        "clear_url": base + address(bare), "canonical": base + address(query, query.page), "indexed": not (query.text or chosen or query.page > 1),
        "literal_url": base + address(CatalogueQuery(query.text, True, query.facets, query.ranges, query.sort, near=query.near)),
        "plain": found.plain, "phrase_url": base + address(CatalogueQuery(f"«{query.text}»", False, query.facets, query.ranges, query.sort, near=query.near)),
        "understood": understood(tree), "hidden": hidden(query, bool(found.page.total)), "hide_top_search": True,
        "can_quote": len(tree.segments) > 1 and not any(segment.strict for segment in tree.segments),
    }


def hidden(query: CatalogueQuery, has_facets: bool) -> list[tuple[str, str]]:
    """Parts of the state that have no field of their own on the screen and still go with the next search."""
    pairs = [] if has_facets else [*ordered(query), *([("near", "1")] if query.near else [])]
    for name, (low, high) in query.ranges.items():
        if name not in RANGED or not has_facets:
            pairs += [(f"{name}_{end}", unscaled(name, value)) for end, value in (("from", low), ("to", high)) if value is not None]
    return pairs


def understood(tree: Tree) -> str:
    """«ТБО (ТКО, мусор), площадка»: the words with their other names."""
    out = []
    for segment in tree.segments:
        others = [one.text for one in segment.variants[1:] if not one.loose][:OTHER_NAMES]
        out.append(f"{segment.text} ({', '.join(others)})" if others else segment.text)
    return ", ".join(out)


def listed(found: Found, labels: FacetLabels, base: str) -> dict[str, Any]:
    """The list with its facets and pages."""
    query, page = found.query, found.page
    return {
        "results": screen.results(found, labels), "facets": screen.facets(found, labels), "ranges": screen.ranges(found, base),
        "sorts": screen.sorts(query, bool(page.facets.get("adopted"))), "pager": screen.pager(found, base),
        "next_url": base + address(query, query.page + 1) if query.page < found.pages else "",
        "first": query.offset + 1, "last": query.offset + len(page.ids), "limited": found.deep or (page.total > WINDOW and query.page == found.pages),
        "next_size": min(query.size, min(page.total, WINDOW) - query.offset - len(page.ids)), "window": WINDOW, "total": digits(page.total),
        "some_words": page.complete < page.total and len(found.tree.segments) > 1,
    }


def said(found: Found) -> dict[str, list[str]]:
    """Words of the query that the catalogue knows, and those it doesn't."""
    pairs = list(zip(found.tree.segments, found.page.known, strict=True))
    return {"known": [segment.text for segment, known in pairs if known], "unknown": [segment.text for segment, known in pairs if not known]}
