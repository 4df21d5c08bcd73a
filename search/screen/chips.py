"""Chosen filters, and what there is without them."""
from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext, npgettext

from components.templatetags.typo import digits
from search.filters import address, unscaled
from search.find import Found, count
from search.labels import FacetLabels
from search.query import CatalogueQuery
from search.schema import FACETS
from search.screen.links import Link

MOST_DROPPED = 8


def chips(query: CatalogueQuery, labels: FacetLabels, base: str) -> list[Link]:
    """Chosen filters, each with the address without it."""
    out = [
        Link(labels.label(name, value), base + address(query.without(name, value))) for name in FACETS for value in query.facets.get(name, ())
    ]
    return out + [Link(range_label(name, *ends), base + address(query.without(name))) for name, ends in query.ranges.items()]


def range_label(name: str, low: int | None, high: int | None) -> str:
    """«стоимость 0,1–12 млн ₽»."""
    ends = [digits(round(Decimal(unscaled(name, end)), 2).normalize()) if name != "year" else str(end) for end in (low, high) if end is not None]
    text = "–".join(ends) if len(ends) == 2 else (gettext("from %(number)s") if high is None else gettext("up to %(number)s")) % {"number": ends[0]}
    return phrase(name, low, high) % {"ends": text}


def phrase(name: str, low: int | None, high: int | None) -> str:
    """What stands around the ends: Russian has «до 21 месяца», and «3–21 месяц»."""
    if name in ("cost", "year"):
        return gettext("cost %(ends)s m ₽") if name == "cost" else gettext("years %(ends)s")
    last = high if high is not None else low or 0
    if None in (low, high):
        return {
            "pop": npgettext("from or up to", "%(ends)s resident", "%(ends)s residents", last),
            "months": npgettext("from or up to", "%(ends)s month of work", "%(ends)s months of work", last),
        }[name]
    return {
        "pop": npgettext("range", "%(ends)s resident", "%(ends)s residents", last),
        "months": npgettext("range", "%(ends)s month of work", "%(ends)s months of work", last),
    }[name]


def fewer_filters(found: Found, labels: FacetLabels, base: str) -> list[Link]:
    """What the query would find without one of its filters, and without all; only ways that find something."""
    query = found.query
    ways = [(labels.label(name, value), query.without(name, value)) for name in FACETS for value in query.facets.get(name, ())]
    ways += [(range_label(name, *ends), query.without(name)) for name, ends in query.ranges.items()]
    out = [Link(label, base + address(way), count(way, found.tree)) for label, way in ways[:MOST_DROPPED]]
    if len(ways) > 1:
        bare = CatalogueQuery(query.text, query.literal, sort=query.sort)
        out.append(Link("", base + address(bare), count(bare, found.tree)))
    return [link for link in out if link.count]
