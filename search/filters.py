"""What the address may hold; whatever is unknown or malformed is dropped, never an error."""
from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.http import QueryDict

from portfolio.models import Practice
from search.labels import FacetLabels
from search.query import LONGEST, SORTS, CatalogueQuery
from search.schema import FACETS, RANGES

VALUE = re.compile(r"[\w.-]{1,60}")
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
MOST_VALUES = 50
LARGEST = Decimal(10) ** 9
SCALES = {"cost": 10_000}  # the address has million roubles, the index thousand roubles × 10


class ValuesField(forms.Field):
    """The values of a repeated parameter that look like codes."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> tuple[str, ...]:
        """At most `MOST_VALUES`, each once."""
        return tuple(dict.fromkeys(one for one in (value or [])[:MOST_VALUES] if VALUE.fullmatch(one)))


class NumberField(forms.Field):
    """A number with a decimal comma or point; None for anything else."""

    def to_python(self, value: Any) -> Decimal | None:
        """None unless it is a number from 0 to a milliard."""
        try:
            number = Decimal(str(value or "").replace(",", ".").replace("\u2009", "").replace("\u00a0", "").replace(" ", "")[:20])
        except InvalidOperation:
            return None
        return number if number.is_finite() and 0 <= number <= LARGEST else None


class TextField(forms.CharField):
    """What was typed, control characters and all: the query tree cleans it. Longer input than the limit is kept, for it is refused aloud."""

    default_validators = []

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators = []


class ValuesFilter(django_filters.Filter):
    """A facet."""

    field_class = ValuesField


class NumberFilter(django_filters.Filter):
    """One end of a range, or the page."""

    field_class = NumberField


class TextFilter(django_filters.Filter):
    """The words."""

    field_class = TextField


class CatalogueFilter(django_filters.FilterSet):
    """Every parameter of the catalogue's address. It filters no table: its form is what is used."""

    q = TextFilter()
    near = TextFilter()
    literal = TextFilter()
    sort = TextFilter()
    page = NumberFilter()
    sector, region, group, kind, year, status, funding, district, national, evidence, adopted = (ValuesFilter() for _ in FACETS)
    year_from, year_to, cost_from, cost_to, pop_from, pop_to, months_from, months_to = (NumberFilter() for _ in range(2 * len(RANGES)))


@cache
def form_class() -> type[forms.Form]:
    """The form of the filters, made once."""
    made: type[forms.Form] = CatalogueFilter(queryset=Practice.objects.none()).get_form_class()
    return made


def read_query(data: QueryDict, labels: FacetLabels) -> CatalogueQuery:
    """The query of an address; values without a name are dropped."""
    form = form_class()(data)
    form.is_valid()
    clean = form.cleaned_data
    chosen = {facet: tuple(value for value in clean.get(facet) or () if labels.has(facet, value)) for facet in FACETS}
    ends = {name: (scaled(name, clean.get(f"{name}_from")), scaled(name, clean.get(f"{name}_to"))) for name in RANGES}
    text = str(clean.get("q") or "").strip()
    sort = str(clean.get("sort") or "")
    return CatalogueQuery(
        text=text[:LONGEST + 1], literal=bool(text) and clean.get("literal") == "1",
        facets={facet: values for facet, values in chosen.items() if values},
        ranges={name: pair for name, pair in ends.items() if pair != (None, None)},
        sort=next((known for known in SORTS if known == sort), "relevance"), page=max(1, int(clean.get("page") or 1)),
    )


def wants_near(data: QueryDict) -> bool:
    """Whether practices from places like the reader's are to come first; which places those are, the address does not say."""
    return data.get("near") == "1"


def chosen_numbers(data: QueryDict, most: int) -> tuple[int, ...]:
    """Numbers of the chosen practices (`n`) in their order, each once."""
    return tuple(dict.fromkeys(int(one) for one in data.getlist("n") if NUMBER.fullmatch(one)))[:most]


def scaled(name: str, value: Decimal | None) -> int | None:
    """A number of the address in the index's unit."""
    return None if value is None else int(value * SCALES.get(name, 1))


def unscaled(name: str, value: int | None) -> str:
    """A number of the index in the address's unit, without trailing zeros."""
    if value is None:
        return ""
    text = f"{Decimal(value) / SCALES.get(name, 1):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def address(query: CatalogueQuery, page: int = 1) -> str:
    """The canonical query string of a state, with its question mark; empty for the plain catalogue."""
    state = pairs(query, page)
    return f"?{urlencode(state)}" if state else ""


def pairs(query: CatalogueQuery, page: int = 1) -> list[tuple[str, str]]:
    """The parameters of a state in their canonical order."""
    out: list[tuple[str, str]] = [("q", query.text)] if query.text else []
    out += ordered(query)
    for name, (low, high) in query.ranges.items():
        out += [(f"{name}_{end}", unscaled(name, value)) for end, value in (("from", low), ("to", high)) if value is not None]
    if query.literal:
        out.append(("literal", "1"))
    if query.near:
        out.append(("near", "1"))
    if query.sort != default_sort(query):
        out.append(("sort", query.sort))
    if page > 1:
        out.append(("page", str(page)))
    return out


def ordered(query: CatalogueQuery) -> Iterable[tuple[str, str]]:
    """Chosen values in the order of the facets."""
    return [(facet, value) for facet in FACETS for value in sorted(query.facets.get(facet, ()))]


def default_sort(query: CatalogueQuery) -> str:
    """The sort that goes without saying: by relevance with words, else the newest first."""
    return "relevance" if query.text or query.sort == "relevance" else "newest"
