"""Chosen filters, and what there is without them."""
from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext

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
    return {
        "cost": gettext("cost %(ends)s m ₽"), "year": gettext("years %(ends)s"), "pop": gettext("%(ends)s residents"),
        "months": gettext("%(ends)s months of work"),
    }[name] % {"ends": text}


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
