"""Write a practice as a draft; what is public does not change."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import ModelLogEntry, Revision

from accounts.models import User
from ops.versions import next_version
from portfolio.fields import TEXTS, PracticeFields
from portfolio.models import Practice, PracticeBudgetLine, PracticeIndicator, PracticePlace
from portfolio.permissions import user_can_edit_practice
from portfolio.rules.publication import shares_add_up
from portfolio.rules.target import cost_of
from taxonomy.models import Sector, Tag


class SharesDoNotAddUp(ValueError):
    """The shares of the municipalities do not make 100 per cent."""


class PracticeLocked(Exception):
    """Someone locked the practice, or its publication is scheduled."""


@transaction.atomic
def write_draft(practice: Practice | None, fields: PracticeFields, by: User, at: datetime) -> Practice:
    """A new draft with the next number, or a new revision of this practice; a live row keeps its text.

    Raises PermissionDenied, `SharesDoNotAddUp`, `PracticeLocked`. Numbers are never used again.
    """
    if fields.places and not shares_add_up(place.share for place in fields.places):
        raise SharesDoNotAddUp
    if practice is None:
        if not user_can_edit_practice(by):
            raise PermissionDenied
        return create(fields, by, at)
    return renew(practice, fields, by)


def create(fields: PracticeFields, by: User, at: datetime) -> Practice:
    """The row, its rows, the first revision and the line of the history, one plain statement per kind.

    Imports come here 200 times in a transaction, so Wagtail's checks of each row and its reference index wait for the first save in the admin
    or the publication.
    """
    practice = Practice(live=False, has_unpublished_changes=True, number=next_version("practice_number"), **texts_of(fields))
    Practice.objects.bulk_create([practice])
    for relation, rows in rows_of(practice, fields).items():
        getattr(practice, relation).set(getattr(practice, relation).model.objects.bulk_create(rows))
    write_links(practice, fields)
    kind = practice.get_content_type()
    revision = Revision(
        content_type=kind, base_content_type=kind, object_id=str(practice.pk), user=by, content=practice.serializable_data(),
        object_str=str(practice), created_at=at,
    )
    Revision.objects.bulk_create([revision])
    Practice.objects.filter(pk=practice.pk).update(latest_revision=revision)
    practice.latest_revision = revision
    ModelLogEntry.objects.bulk_create([ModelLogEntry(
        content_type=kind, object_id=str(practice.pk), label=practice.title, action="wagtail.create", timestamp=at, user=by, revision=revision,
        content_changed=True,
    )])
    vars(practice).pop("_cluster_related_objects")  # from here on the rows are read from the database
    return practice


def renew(practice: Practice, fields: PracticeFields, by: User) -> Practice:
    """A revision over the latest one; the row follows only while it is not public."""
    row = Practice.objects.select_for_update().get(pk=practice.pk)
    if not user_can_edit_practice(by, row):
        raise PermissionDenied
    lock = row.get_lock()
    if lock is not None and lock.for_user(by):
        raise PracticeLocked
    draft: Practice = row.get_latest_revision_as_object()
    for name, value in texts_of(fields).items():
        setattr(draft, name, value)
    for relation, rows in rows_of(draft, fields).items():
        getattr(draft, relation).set(rows)
    draft.subsectors.set(Sector.objects.filter(pk__in=fields.subsector_ids))
    draft.tags.set(Tag.objects.filter(pk__in=fields.tag_ids))
    draft.is_substantial = False  # whoever ticked it meant another text
    Practice.objects.filter(pk=row.pk).update(is_substantial=False)
    if not row.live:
        draft.has_unpublished_changes = True
        draft.save()
    draft.save_revision(user=by, log_action=True, clean=False)
    return draft


def texts_of(fields: PracticeFields) -> dict[str, object]:
    """Values of the row itself."""
    return {**{name: getattr(fields, name) for name in TEXTS}, "cost_krub": cost_of(line.amount_krub for line in fields.budget)}


def rows_of(practice: Practice, fields: PracticeFields) -> dict[str, list[Any]]:
    """Unsaved rows by relation, in their order."""
    return {
        "places": [
            PracticePlace(practice=practice, sort_order=n, municipality_id=row.municipality_id, settlement=row.settlement, share=row.share)
            for n, row in enumerate(fields.places)
        ],
        "indicators": [PracticeIndicator(practice=practice, sort_order=n, **vars(row)) for n, row in enumerate(fields.indicators)],
        "budget_lines": [PracticeBudgetLine(practice=practice, sort_order=n, **vars(row)) for n, row in enumerate(fields.budget)],
    }


def write_links(practice: Practice, fields: PracticeFields) -> None:
    """Second level and tags of a new practice, one statement each; the objects stand in for what the revision reads."""
    for relation, model, ids in (("subsectors", Sector, fields.subsector_ids), ("tags", Tag, fields.tag_ids)):
        through = getattr(Practice, relation).through
        column = f"{model._meta.model_name}_id"
        through.objects.bulk_create([through(practice_id=practice.pk, **{column: pk}) for pk in dict.fromkeys(ids)])
        getattr(practice, relation).set([model(pk=pk) for pk in ids])
