"""«From places like mine»: the reader's municipality, whether the switch is on, and the steps that the engines get."""
from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from search.filters import wants_near
from search.query import CatalogueQuery
from territories.queries import Likely, places_like
from territories.views.place import place_of_request


@dataclass(frozen=True)
class Near:
    """What is known of the reader's place (None: nothing yet), whether nearness was asked for, where the place is chosen."""

    likely: Likely | None
    asked: bool
    place_url: str

    @property
    def on(self) -> bool:
        """Whether it orders the results."""
        return self.asked and self.likely is not None

    @property
    def place(self) -> str:
        """Name of the reader's municipality; "" while it is not known."""
        return self.likely.place.label if self.likely else ""


def near_of(request: HttpRequest) -> Near:
    """One query where the reader's municipality is known, else none; of a municipal user who chose nothing two more."""
    key = place_of_request(request)
    way_back = request.get_full_path()
    return Near(places_like(key) if key is not None else None, wants_near(request.GET), f"{reverse('place:place')}?{urlencode({'next': way_back})}")


def nearby(query: CatalogueQuery, near: Near) -> CatalogueQuery:
    """The query with the steps of places, where the switch is on."""
    if not near.on or near.likely is None:
        return query
    return replace(query, near=tuple(tuple(map(str, step)) for step in near.likely.steps))
