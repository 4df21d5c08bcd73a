"""Make one person of two rows: the values chosen, every link moved, everything remembered for the way back."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction

from accounts.models import User
from ops.outbox import owe
from people.links import Link, links_to_person
from people.models import Merge, MergedLink, Person
from people.permissions import user_can_merge
from people.rules.merging import chosen
from people.values import dump, set_value, values_of

UNDO_DAYS = 30
CHUNK = 200
REFUSED = (IntegrityError, InternalError)  # a constraint or a trigger of the database says no


class NotMergeable(Exception):
    """The two are one row, or one of them was merged or erased meanwhile."""


def merge_persons(kept: Person, gone: Person, choices: Mapping[str, str], by: User | None, at: datetime) -> Merge:
    """`gone` becomes a shadow of `kept`; `choices` names per field whose value stays ("kept", "gone"), else the fuller one does.

    Rows that would stand twice (one enrolment per stream …) stay with the shadow and are remembered as such. `by` None is the system.
    Raises PermissionDenied, NotMergeable, UnknownChoice.
    """
    if not user_can_merge(by):
        raise PermissionDenied
    with transaction.atomic():
        kept, gone = lock_both(kept.pk, gone.pk)
        values = chosen(values_of(kept), values_of(gone), choices)
        merge = Merge.objects.create(kept=kept, gone=gone, by=by, at=at, undo_until=at + timedelta(days=UNDO_DAYS))
        merge.changes = dump(take_values(kept, gone, values))
        merge.save(update_fields=["changes"])
        gone.merged_into, gone.updated_at, gone.updated_by = kept, at, by
        kept.updated_at, kept.updated_by = at, by
        save_both(kept, gone)
        for link in links_to_person():
            move_rows(merge, link, link.rows(gone).values_list("pk", flat=True))
        owe("person_saved", str(kept.pk))
        owe("person_merged", str(merge.pk))
    return merge


def lock_both(kept: int, gone: int) -> tuple[Person, Person]:
    """Both rows, locked in one order so that two merges cannot wait for each other. Raises NotMergeable."""
    rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=(kept, gone)).order_by("pk")}
    if len(rows) < 2 or any(not row.is_current or row.anonymised_at for row in rows.values()):
        raise NotMergeable
    return rows[kept], rows[gone]


def take_values(kept: Person, gone: Person, values: dict[str, Any]) -> dict[str, Any]:
    """Write the values into the kept row; what changed by it. The account that is not taken stays with the shadow."""
    before, other = values_of(kept), values_of(gone)
    changes = {name: {"before": before[name], "after": value} for name, value in values.items() if value != before[name]}
    for name in changes:
        set_value(kept, name, values[name])
    if "user" in changes:
        changes["user"]["gone"] = other["user"]
        gone.user_id = before["user"]
    return changes


def save_both(kept: Person, gone: Person) -> None:
    """Both rows; the account is let go by both first, since it stands once in the table."""
    Person.objects.filter(pk__in=(kept.pk, gone.pk)).update(user=None)
    gone.save()
    kept.save()


def move_rows(merge: Merge, link: Link, pks: Iterable[Any]) -> None:
    """Point these rows at the kept person; a row that the database refuses stays, and both are remembered."""
    keys = list(pks)
    for start in range(0, len(keys), CHUNK):
        part = keys[start:start + CHUNK]
        moved = part if point(link, part, merge.kept) else [pk for pk in part if point(link, [pk], merge.kept)]
        MergedLink.objects.bulk_create([
            MergedLink(merge=merge, model=link.label, field=link.field, object_pk=str(pk), is_moved=pk in set(moved)) for pk in part
        ])


def point(link: Link, pks: list[Any], person: Person) -> bool:
    """Point these rows at the person; False when the database refuses, and then none is changed."""
    if link.is_key:
        return False
    try:
        with transaction.atomic():
            link.model._base_manager.filter(pk__in=pks).update(**{link.field: person})
    except REFUSED:
        return False
    return True
