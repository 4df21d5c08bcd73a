"""The sections of the desk: a screen registers its link, the frame shows those that the reader may open."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

Predicate = Callable[[Any], bool]


@dataclass(frozen=True)
class Section:
    """A link of the desk's line: label, URL name, who sees it, order."""

    label: str | Promise
    url_name: str
    visible: Predicate
    order: int = 50


@dataclass(frozen=True)
class Link:
    """A section as the template shows it."""

    label: str
    url: str
    current: bool


SECTIONS: list[Section] = []


def register(label: str | Promise, url_name: str, visible: Predicate, order: int = 50) -> None:
    """Add a section; called once at start by the room's `apps.py`."""
    SECTIONS.append(Section(label, url_name, visible, order))


def links(user: Any, path: str) -> list[Link]:
    """Sections that this user may open, in order; the longest address that the path begins with is current."""
    found = [(section, reverse(section.url_name)) for section in sorted(SECTIONS, key=lambda s: s.order) if section.visible(user)]
    current = max((url for _, url in found if path.startswith(url)), key=len, default="")
    return [Link(str(section.label), url, url == current) for section, url in found]
