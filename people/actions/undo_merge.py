"""Take a merge back: the shadow is a person again, and every link returns to it."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from ops.outbox import owe
from people.actions.merge_persons import CHUNK, point, save_both
from people.links import Link, link_named
from people.models import Merge, MergedLink, Person
from people.permissions import user_can_merge
from people.values import load, set_value, values_of


class TooLate(Exception):
    """The 30 days are over, or the rows were erased."""


class AlreadyUndone(Exception):
    """Somebody was quicker."""


class MergedOn(Exception):
    """The kept person was merged into another since: that merge must be undone first."""


class Stays(StrEnum):
    """Why something does not go back."""

    DELETED = "deleted"
    MOVED_ON = "moved_on"
    REFUSED = "refused"
    CHANGED = "changed"
    UNKNOWN = "unknown"


def undo_merge(merge: Merge, by: User | None, at: datetime) -> Merge:
    """Undo; what cannot go back stands in `not_restored` as {"model", "field", "pk", "why"} (a value of the person has no pk).

    What was added to the kept person since stays there; rows changed since go back as they are now. `by` None is the system.
    Raises PermissionDenied, AlreadyUndone, TooLate, MergedOn.
    """
    if not user_can_merge(by):
        raise PermissionDenied
    with transaction.atomic():
        rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=(merge.kept_id, merge.gone_id)).order_by("pk")}
        merge = Merge.objects.select_for_update().get(pk=merge.pk)  # after the people, as an erasure does: neither waits for the other
        check_open(merge, at)
        kept, gone = rows[merge.kept_id], rows[merge.gone_id]
        if not kept.is_current:
            raise MergedOn
        left = list(restore_values(merge, kept, gone))
        gone.merged_into, gone.updated_at, gone.updated_by = None, at, by
        kept.updated_at, kept.updated_by = at, by
        save_both(kept, gone)
        left += return_links(merge, kept, gone)
        merge.undone_at, merge.undone_by, merge.not_restored = at, by, left
        merge.save(update_fields=["undone_at", "undone_by", "not_restored"])
        for person in (kept, gone):
            owe("person_saved", str(person.pk))
        owe("merge_undone", str(merge.pk))
    return merge


def check_open(merge: Merge, at: datetime) -> None:
    """Raises AlreadyUndone, TooLate."""
    if merge.undone_at is not None:
        raise AlreadyUndone
    if not merge.is_open(at):
        raise TooLate


def restore_values(merge: Merge, kept: Person, gone: Person) -> Iterator[dict[str, str]]:
    """Give the kept row its values back where nobody changed them since; yields those that stay."""
    now = values_of(kept)
    for name, sides in load(merge).items():
        if now[name] != sides["after"] or (name == "user" and not users_free(sides, kept, gone)):
            yield {"model": "people.Person", "field": name, "pk": "", "why": Stays.CHANGED}
            continue
        set_value(kept, name, sides["before"])
        if name == "user":
            gone.user_id = sides["gone"]


def users_free(sides: dict[str, Any], kept: Person, gone: Person) -> bool:
    """Whether both accounts still exist and belong to nobody else."""
    wanted = {pk for pk in (sides["before"], sides["gone"]) if pk is not None}
    taken = Person.objects.filter(user__in=wanted).exclude(pk__in=(kept.pk, gone.pk)).exists()
    return not taken and User.objects.filter(pk__in=wanted).count() == len(wanted)


def return_links(merge: Merge, kept: Person, gone: Person) -> list[dict[str, str]]:
    """Point every moved row at its person again; those that cannot, and why."""
    left: list[dict[str, str]] = []
    moved = merge.links.filter(is_moved=True).order_by("model", "field", "pk")
    for (model, field), rows in groupby(moved, key=lambda row: (row.model, row.field)):
        link, remembered = link_named(model, field), list(rows)
        for start in range(0, len(remembered), CHUNK):
            part = remembered[start:start + CHUNK]
            reasons = {row.object_pk: Stays.UNKNOWN for row in part} if link is None else return_rows(link, part, kept, gone)
            left += [{"model": model, "field": field, "pk": pk, "why": why} for pk, why in reasons.items()]
    return left


def return_rows(link: Link, part: list[MergedLink], kept: Person, gone: Person) -> dict[str, Stays]:
    """Move up to CHUNK rows back; reasons by key of those that stay."""
    to_python = link.model._meta.pk.to_python
    keys = {to_python(row.object_pk): row.object_pk for row in part}
    there = set(link.model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    ours = set(link.rows(kept).filter(pk__in=keys).values_list("pk", flat=True))
    stays = {text: Stays.DELETED if pk not in there else Stays.MOVED_ON for pk, text in keys.items() if pk not in ours}
    if ours and not point(link, sorted(ours), gone):
        stays |= {keys[pk]: Stays.REFUSED for pk in sorted(ours) if not point(link, [pk], gone)}
    return stays
