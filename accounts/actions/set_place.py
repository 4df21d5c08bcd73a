"""Choose one's municipality."""
from __future__ import annotations

from accounts.models import User


def set_place(user: User, place: int | None) -> User:
    """Keep the key of a municipality with the person; None forgets it. Whether there is such a place, the room of territories has asked."""
    user.place = place
    user.save(update_fields=["place"])
    return user
