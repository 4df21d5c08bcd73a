"""What every template may know of its reader."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import Promise

from accounts.models import TextSize, Theme

THEME_COOKIE, SIZE_COOKIE = "theme", "text_size"


@dataclass(frozen=True)
class Display:
    """Theme and text size of the reader, and what they may choose from."""

    theme: str = Theme.SYSTEM.value
    size: int = TextSize.NORMAL.value
    themes: tuple[tuple[str, str | Promise], ...] = tuple(Theme.choices)
    sizes: tuple[int, ...] = tuple(TextSize.values)


def display(request: HttpRequest) -> dict[str, Any]:
    """`display` for base.html. From the user, or from cookies of a visitor; 0 SQL for a visitor."""
    request.display_was_read = True  # type: ignore[attr-defined]
    return {"display": display_of(request)}


def display_of(request: HttpRequest) -> Display:
    """The reader's settings; the usual ones when the database is down, because pages about errors ask too."""
    try:
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            return Display(user.theme, user.text_size)
    except DatabaseError:
        return Display()
    theme, size = request.COOKIES.get(THEME_COOKIE, ""), request.COOKIES.get(SIZE_COOKIE, "")
    return Display(
        theme if theme in Theme.values else Theme.SYSTEM.value,
        int(size) if size in map(str, TextSize.values) else TextSize.NORMAL.value,
    )
