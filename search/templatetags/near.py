"""`{{ near|alike:place }}`: why a result's place is like the reader's."""
from __future__ import annotations

from django import template

from portfolio.queries.cards import CardPlace
from search.near import Near

register = template.Library()


@register.filter
def alike(near: Near | None, place: CardPlace | None) -> str:
    """«крупный городской округ, 225 тыс. жителей, 96 км от вас»; "" while the switch is off or nothing is alike."""
    if not isinstance(near, Near) or not near.on or near.likely is None or place is None:
        return ""
    return near.likely.why(place.municipality_id)
