"""Peer groups: which one a municipality is in, and who else is there."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from territories.models import Basis, Membership, PeerGroup, Population


@dataclass(frozen=True)
class GroupFacts:
    """The group in a year; `by_hand` is the reason of an override, "" when the rule decided."""

    code: str
    label: str
    year: int
    by_hand: str = ""


def peer_groups() -> QuerySet[PeerGroup]:
    """All groups in the order of the rule."""
    return PeerGroup.objects.all()


def groups_of(ids: Iterable[int], year: int | None = None) -> dict[int, GroupFacts]:
    """Group of each municipality in `year` or the nearest year before it (None: the newest); a row by hand wins over the rule's of its year.

    One query. A municipality without membership is absent from the answer.
    """
    rows = Membership.objects.filter(municipality__in=list(ids)).select_related("group").order_by("-year", "basis")
    if year is not None:
        rows = rows.filter(year__lte=year)
    found: dict[int, GroupFacts] = {}
    for row in rows:  # "manual" sorts before "rule"
        by_hand = row.note if row.basis == Basis.MANUAL else ""
        found.setdefault(row.municipality_id, GroupFacts(row.group.code, row.group.label, row.year, by_hand))
    return found


def group_of(municipality_id: int, year: int | None = None) -> GroupFacts | None:
    """Group of one municipality, None if it was never put into one."""
    return groups_of([municipality_id], year).get(municipality_id)


def members_of(code: str, year: int) -> list[int]:
    """Municipalities that are in this group in this year, by hand or by rule."""
    rows = Membership.objects.filter(year=year).order_by("basis").values_list("municipality_id", "group__code")
    first: dict[int, str] = {}
    for municipality, group in rows:
        first.setdefault(municipality, group)
    return [municipality for municipality, group in first.items() if group == code]


def sizes_in_group(code: str, year: int) -> dict[int, int]:
    """Population of each member whose number is known that year, else the year before: {municipality id: residents}. Two queries."""
    members = set(members_of(code, year))
    sizes: dict[int, int] = {}
    rows = Population.objects.filter(year__in=(year, year - 1)).order_by("-year").values_list("municipality_id", "total")
    for municipality, total in rows:
        if municipality in members:
            sizes.setdefault(municipality, total)
    return sizes
