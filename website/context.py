"""What the frame of every page needs."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from website import desk


def without_language(path: str) -> str:
    """The address without `/en`, which is a prefix only as a whole segment: `/energy/` keeps its letters."""
    segment, mark, query = path.partition("?")
    if segment == "/en" or segment.startswith("/en/"):
        return (segment[3:] or "/") + mark + query
    return path


def other_language(path: str) -> tuple[str, str]:
    """(code, address) of the same page in the other language; Russian has no prefix."""
    if get_language() == "en":
        return "ru", without_language(path)
    return "en", "/en" + path


def frame(request: HttpRequest) -> dict[str, Any]:
    """Demo notice, the other language, the sections of the desk, the current door."""
    code, address = other_language(request.get_full_path())
    path = without_language(request.path)
    user = getattr(request, "user", None)
    return {
        "is_demo": settings.DEMO,
        "other_language": {"code": code, "address": address},
        "door": path.strip("/").split("/")[0],
        "desk_links": SimpleLazyObject(lambda: desk.links(user, request.path) if user is not None and user.is_authenticated else []),
    }
