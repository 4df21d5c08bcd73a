"""Parameters of a search: those of the catalogue's address, told in OpenAPI and checked aloud, because a filter dropped in silence gives a wrong list."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_noop as _

from search.api.problems import ApiProblem
from search.filters import read_query
from search.labels import FacetLabels
from search.query import LONGEST, SORTS, WINDOW, CatalogueQuery
from search.schema import FACETS, RANGES

USUAL, MOST = 20, 100
WORDS = {
    "q": _("words, at most 1,000 characters; «…» is a phrase, a minus excludes"), "literal": _("1 searches as typed, without corrections"),
    "sort": _("order: relevance, newest, cost, title, share, adoptions"), "page": _("page, from 1"), "size": _("practices on a page, 1 to 100; 20 unless given"),
}
FACET = _("codes of the filter as /facets lists them, the parameter repeated for several; OR within a filter, AND between filters")
ENDS = {"from": _("lowest value, inclusive"), "to": _("highest value, inclusive")}
UNITS = {
    "cost": _("cost, million roubles"), "year": _("year of the end of the work, else of its start"), "pop": _("residents of the main municipality"),
    "months": _("length of the work, months"),
}
SEARCHING = ("q", "literal", *FACETS, *(f"{name}_{end}" for name in RANGES for end in ENDS))
KNOWN = (*SEARCHING, "sort", "page", "size")


def described(paging: bool = True) -> dict[str, Any]:
    """Parameters as OpenAPI has them."""
    out = [parameter(name, WORDS[name], "integer" if name in ("page", "size") else "string") for name in WORDS if paging or name in ("q", "literal")]
    out += [parameter(name, FACET, "string", many=True) for name in FACETS]
    out += [parameter(f"{name}_{end}", f"{UNITS[name]}: {ENDS[end]}", "number") for name in RANGES for end in ENDS]
    return {"parameters": out}


def parameter(name: str, about: str, kind: str, many: bool = False) -> dict[str, Any]:
    """One parameter of the query string."""
    one = {"type": kind}
    return {"in": "query", "name": name, "required": False, "description": about, "schema": {"type": "array", "items": one} if many else one}


def read(data: QueryDict, labels: FacetLabels) -> CatalogueQuery:
    """The query with its page. Raises ApiProblem for whatever the catalogue's own address would drop."""
    if unknown := [name for name in data if name not in KNOWN]:
        raise ApiProblem(400, "bad-request", _("Unknown parameter: %(name)s. Known ones: %(known)s."), name=unknown[0][:60], known=", ".join(KNOWN))
    page, size = whole(data, "page", 1, WINDOW), whole(data, "size", USUAL, MOST)
    if page * size > WINDOW:
        detail = _("Pages end at result %(window)s. Narrow the query, or take the whole catalogue from the page of open data.")
        raise ApiProblem(400, "bad-request", detail, window=WINDOW)
    query = read_query(data, labels)
    check_values(data, query)
    return replace(query, page=page, size=size)


def whole(data: QueryDict, name: str, usual: int, most: int) -> int:
    """A whole number from 1 to `most`. Raises ApiProblem."""
    text = data.get(name, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= most):
        raise ApiProblem(400, "bad-request", _("%(name)s must be a whole number from 1 to %(most)s."), name=name, most=most)
    return int(text)


def check_values(data: QueryDict, query: CatalogueQuery) -> None:
    """Raises ApiProblem for a value that was dropped."""
    for name in FACETS:
        kept = query.facets.get(name, ())
        if lost := [value for value in data.getlist(name) if value and value not in kept]:
            detail = _("%(name)s has no value “%(value)s”. All values stand at /api/v1/facets.")
            raise ApiProblem(400, "bad-request", detail, name=name, value=lost[0][:60])
    for name in RANGES:
        for place, end in enumerate(ENDS):
            if data.get(f"{name}_{end}") and query.ranges.get(name, (None, None))[place] is None:
                raise ApiProblem(400, "bad-request", _("%(name)s must be a number, not below zero."), name=f"{name}_{end}")
    if data.get("sort") and data["sort"] not in SORTS:
        raise ApiProblem(400, "bad-request", _("There is no such order. Possible ones: %(sorts)s."), sorts=", ".join(SORTS))
    if len(data.get("q", "")) > LONGEST:
        raise ApiProblem(400, "too-long", _("The query has more than %(limit)s characters. Shorten it: sixteen words are read at most."), limit=LONGEST)
