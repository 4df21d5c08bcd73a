"""Facets with their counted values."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from search.find import Found
from search.labels import FacetLabels

TITLES = {
    "sector": _("Sector of work"), "region": _("Where it was done"), "district": _("Federal district"), "group": _("Similar municipalities"),
    "year": _("Year of the work"), "national": _("National project"), "status": _("How far it is"), "funding": _("Whose money"),
    "kind": _("What kind of change"), "evidence": _("How well it is shown"), "adopted": _("Adopted elsewhere"),
}  # in the order of the screen
LATE = frozenset({"year", "national", "status", "funding", "kind", "evidence", "adopted"})  # these stand after the ranges
SHOWN = {"sector": 8, "region": 6, "national": 6}
BY_VALUE = {"year": True, "group": False, "status": False, "district": False}  # descending or in the order of the labels


@dataclass(frozen=True)
class Choice:
    """A value of a facet with its count; second-level sectors stand under their chosen sector."""

    value: str
    label: str
    count: int
    chosen: bool
    hue: str = ""
    below: tuple[Choice, ...] = ()

    @property
    def state(self) -> str:
        """HTML attribute of the box: a value that would find nothing can't be chosen, a chosen one stays."""
        return "checked" if self.chosen else "" if self.count else "disabled"


@dataclass(frozen=True)
class Facet:
    """A facet: the values shown and those behind «more»."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]

    @property
    def late(self) -> bool:
        """Whether it stands after the ranges."""
        return self.name in LATE


def facets(found: Found, labels: FacetLabels) -> list[Facet]:
    """The facets in their order; a facet with nothing to choose is left out."""
    out = [facet(name, found, labels) for name in TITLES]
    return [one for one in out if one.choices]


def facet(name: str, found: Found, labels: FacetLabels) -> Facet:
    """One facet: values that were found or chosen; sectors always."""
    counts, chosen = found.page.facets.get(name, {}), found.query.facets.get(name, ())
    names = labels.names.get(name) or dict.fromkeys(sorted(counts.keys() | set(chosen)))
    order = {value: place for place, value in enumerate(names)}

    def choice(value: str) -> Choice:
        below = (code for code in order if code.startswith(f"{value}.")) if name == "sector" and is_open(value, chosen) else ()
        return Choice(
            value, labels.label(name, value), counts.get(value, 0), value in chosen, labels.hues.get(value, "") if name == "sector" else "",
            tuple(choice(code) for code in below if counts.get(code) or code in chosen),
        )

    values = [value for value in order if (counts.get(value) or value in chosen or name == "sector") and not (name == "sector" and "." in value)]
    if name in BY_VALUE:
        values.sort(key=lambda value: order[value], reverse=BY_VALUE[name])
    else:
        values.sort(key=lambda value: (-counts.get(value, 0), order[value]))
    limit = SHOWN.get(name, len(values))
    first = [value for at, value in enumerate(values) if at < limit or is_open(value, chosen)]
    rest = [value for value in values if value not in first]
    if name == "sector" and not any(counts.get(value) or value in chosen for value in values):
        first, rest = [], []
    return Facet(name, str(TITLES[name]), tuple(choice(value) for value in first), tuple(choice(value) for value in rest))


def is_open(value: str, chosen: Sequence[str]) -> bool:
    """Whether the value, or a second level of it, is chosen."""
    return any(one == value or one.startswith(f"{value}.") for one in chosen)
