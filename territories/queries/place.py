"""The municipality that a reader calls theirs."""
from __future__ import annotations

from datetime import date
from typing import Any

from accounts.roles import Role
from territories.models import TerritoryKind
from territories.queries.roles import territories_of

LONGEST_KEY = 18


def place_of(user: Any, cookie: str, on: date) -> int | None:
    """Key of the municipality chosen by the user, else the one a municipal user works in; of a visitor what the cookie says. None: unknown.

    No query for visitors, for who chose, and for who holds another role; else two. Whether the place still exists, `places_like` says.
    """
    if not user.is_authenticated:
        return int(cookie) if cookie.isascii() and cookie.isdigit() and len(cookie) <= LONGEST_KEY else None
    return user.place if user.place is not None else work_place(user, on)


def work_place(user: Any, on: date) -> int | None:
    """The municipality of a municipal user, the first by name of several; None for others and for those of a whole region."""
    if Role.MUNICIPAL_USER.value not in user.roles:
        return None
    found = territories_of(user, Role.MUNICIPAL_USER, on).filter(kind=TerritoryKind.MUNICIPALITY).values_list("pk", flat=True)
    return found.first()
