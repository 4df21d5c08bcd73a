"""Choose theme and text size."""
from __future__ import annotations

from accounts.models import User


def set_display(user: User, theme: str | None, text_size: int | None) -> User:
    """Keep what was chosen with the person; None leaves it as it is. Values are checked by the form."""
    chosen: dict[str, str | int] = {}
    if theme is not None:
        chosen["theme"] = theme
    if text_size is not None:
        chosen["text_size"] = text_size
    for field, value in chosen.items():
        setattr(user, field, value)
    if chosen:
        user.save(update_fields=list(chosen))
    return user
