"""Links of the screen: pages and ways to sort."""
from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from search.filters import address
from search.find import Found
from search.query import CatalogueQuery

SORT_LABELS = {
    "relevance": _("Best match first"), "newest": _("Newest first"), "cost": _("Cheapest first"),
    "share": _("Closest to the target first"), "adoptions": _("Most adopted first"), "title": _("By title"),
}


@dataclass(frozen=True)
class Link:
    """A link of the screen: a chip, a page, a query with fewer filters (with its count)."""

    label: str
    url: str
    count: int = 0
    current: bool = False


def pager(found: Found, base: str) -> list[Link]:
    """Page numbers: the first, the last and those around this one; an empty label is a gap."""
    page, pages = found.query.page, found.pages
    numbers = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    out: list[Link] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            out.append(Link("", ""))
        out.append(Link(str(number), base + address(found.query, number), current=number == page))
    return out if pages > 1 else []


def sorts(query: CatalogueQuery, adopted: bool = False) -> list[Link]:
    """Ways to sort; by relevance only where there are words, by adoptions only where something is adopted."""
    current = "newest" if query.sort == "relevance" and not query.text else query.sort
    idle = {name for name, fits in (("relevance", query.text), ("adoptions", adopted or current == "adoptions")) if not fits}
    return [Link(str(label), name, current=name == current) for name, label in SORT_LABELS.items() if name not in idle]


def catalogue_url() -> str:
    """Address of the catalogue in the reader's language."""
    return reverse("search:catalogue")
