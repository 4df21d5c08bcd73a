"""What the catalogue of sectors shows and how a word from a file finds its sector."""
from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from taxonomy.models import NationalProject, Sector


@dataclass(frozen=True)
class SectorNode:
    """A sector in the reader's language with its second level; `hue` is the CSS class of its mark."""

    id: int
    code: str
    label: str
    full_name: str
    hue: str
    children: tuple[SectorNode, ...] = ()


def sector_tree() -> tuple[SectorNode, ...]:
    """The sectors in order, each with its second level. One query."""
    below: dict[int | None, list[Sector]] = {}
    for sector in Sector.objects.all():
        below.setdefault(sector.parent_id, []).append(sector)

    def nodes(parent: int | None) -> tuple[SectorNode, ...]:
        return tuple(
            SectorNode(s.pk, s.code, s.label, s.full_name or s.name, s.hue, nodes(s.pk)) for s in below.get(parent, ())
        )

    return nodes(None)


def national_projects() -> list[NationalProject]:
    """The national projects of all periods, the newest first. One query."""
    return list(NationalProject.objects.all())


def find_sector(text: str) -> Sector | None:
    """By code, former code, name or full name in either language; case, ё and е, quotes and outer spaces do not matter.

    A code beats a name, the first level beats the second; a name that two second levels share finds nothing.
    """
    wanted = _plain(text)
    if not wanted:
        return None
    found: dict[int, list[Sector]] = {0: [], 1: [], 2: []}
    for sector in Sector.objects.all():
        if wanted in {_plain(code) for code in (sector.code, *sector.aliases)}:
            found[0].append(sector)
        elif wanted in {_plain(name) for name in (sector.name, sector.full_name, sector.name_en)}:
            found[1 if sector.parent_id is None else 2].append(sector)
    for candidates in found.values():
        if candidates:
            return candidates[0] if len(candidates) == 1 else None
    return None


def find_national_project(text: str, year: int | None = None) -> NationalProject | None:
    """By code or name in either language; of two periods with one name the one of `year`, else the newest."""
    wanted = _plain(text)
    if not wanted:
        return None
    found = [
        project for project in NationalProject.objects.all()
        if wanted in {_plain(name) for name in (project.code, project.name, project.name_en)}
    ]
    if year is not None:
        found = [one for one in found if one.year_from <= year and (one.year_to is None or year <= one.year_to)]
    return found[0] if found else None


def _plain(text: str) -> str:
    """Lower case, е for ё, one space, no quotes."""
    return " ".join(text.lower().replace("ё", "е").translate(str.maketrans("", "", "«»\"“”„'")).split())


def uses_of(row: models.Model) -> int:
    """How many rows of any room point at this one, its second level among them. One query per kind of row."""
    count = 0
    for relation in row._meta.related_objects:
        manager = relation.related_model._default_manager
        count += manager.filter(**{relation.field.name: row.pk}).count()
    return count
