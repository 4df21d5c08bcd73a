"""The sections of the desk: a screen registers its link, the frame shows those that the reader may open."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

Predicate = Callable[[Any], bool]
Count = Callable[[Any], int]


@dataclass(frozen=True)
class Section:
    """A link of the desk's line: label, URL name, who sees it, order, how many things wait there (None: not counted)."""

    label: str | Promise
    url_name: str
    visible: Predicate
    order: int = 50
    count: Count | None = None


@dataclass(frozen=True)
class Link:
    """A section as the template shows it."""

    label: str
    url: str
    current: bool
    count: int = 0


SECTIONS: list[Section] = []


def register(label: str | Promise, url_name: str, visible: Predicate, order: int = 50, count: Count | None = None) -> None:
    """Add a section; called once at start by `website/apps.py`. `count(user)` costs a query on every page of those who see the section."""
    SECTIONS.append(Section(label, url_name, visible, order, count))


def links(user: Any, path: str) -> list[Link]:
    """Sections that this user may open, in order; the longest address that the path begins with is current."""
    found = [(section, reverse(section.url_name)) for section in sorted(SECTIONS, key=lambda s: s.order) if section.visible(user)]
    current = max((url for _, url in found if path.startswith(url)), key=len, default="")
    return [Link(str(section.label), url, url == current, section.count(user) if section.count else 0) for section, url in found]
