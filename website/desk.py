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
    """A link of the desk's line: label, URL name, who sees it, order, how many things wait there (None: not counted).

    `about` is its line on the start page of the desk, `waits` what only that page counts.
    """

    label: str | Promise
    url_name: str
    visible: Predicate
    order: int = 50
    count: Count | None = None
    about: str | Promise = ""
    waits: Count | None = None


@dataclass(frozen=True)
class Link:
    """A section as the template shows it."""

    label: str
    url: str
    current: bool
    count: int = 0
    about: str = ""


SECTIONS: list[Section] = []


def register(
    label: str | Promise, url_name: str, visible: Predicate, order: int = 50, count: Count | None = None,
    *, about: str | Promise = "", waits: Count | None = None,
) -> None:
    """Add a section; called once at start by `website/apps.py`. `count(user)` costs a query on every page of those who see the section."""
    SECTIONS.append(Section(label, url_name, visible, order, count, about, waits))


def links(user: Any, path: str, start: bool = False) -> list[Link]:
    """Sections that this user may open, in order; the longest address that the path begins with is current. `start`: with what waits in each."""
    found = [(section, reverse(section.url_name)) for section in sorted(SECTIONS, key=lambda s: s.order) if section.visible(user)]
    current = max((url for _, url in found if path.startswith(url)), key=len, default="")
    return [
        Link(str(section.label), url, url == current, counting(user) if (counting := section.count or (section.waits if start else None)) else 0, str(section.about))
        for section, url in found
    ]
