"""Practices as a kind of import: rule, action and the way back, all through the actions of the room."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Revision

from accounts.models import User
from ops.imports.kinds import Applied, Checker, ColumnFound, Refused
from ops.imports.table import Table
from ops.models import ImportBatch, ImportRow
from ops.models.imports import Outcome, RowState
from portfolio.actions.draft import PracticeLocked, SharesDoNotAddUp, write_draft
from portfolio.actions.publish import publish_practice, unpublish_practice
from portfolio.actions.remove import remove_draft
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import PracticeFields
from portfolio.gate import NotReady
from portfolio.importing.checker import PracticeChecker
from portfolio.importing.columns import BY_KEY
from portfolio.importing.layout import FileMap, layout_of
from portfolio.importing.serial import from_json, to_json
from portfolio.importing.stamp import stamp_of
from portfolio.importing.words import words
from portfolio.models import Practice
from portfolio.permissions import user_can_edit_practice, user_can_import, user_can_publish_practice
from taxonomy.models import NationalProject, Sector, Tag
from territories.models import Municipality

DEFAULT_SOURCE = "файл"
SHEET = "Практики"


class PracticeImport:
    """Registered as `practices`."""

    name = "practices"
    sheet = SHEET

    def checker(self, batch: ImportBatch, table: Table, at: datetime) -> tuple[Checker, list[ColumnFound]]:
        """The rule for this file. Raises FileProblem."""
        stored = batch.options.get("map")
        layout, columns = layout_of(table.header, table.header_row, FileMap.from_json(stored) if stored else None)
        return PracticeChecker(layout, batch.source or DEFAULT_SOURCE, timezone.localdate(at)), columns

    def apply(self, row: ImportRow, batch: ImportBatch, by: User, at: datetime) -> Applied:
        """Create or change as a draft. Raises Refused when the practice is not what the dry run saw."""
        fields = from_json(row.values["fields"])
        if row.outcome == Outcome.CREATE:
            if Practice.objects.filter(source=fields.source, source_key=fields.source_key).exists():
                raise Refused("taken_meanwhile")
            made = write(None, fields, by, at)
            return Applied(made.pk, stamp_of(made))
        practice = current(row)
        if practice is None or practice.withdrawn_at is not None:
            raise Refused("gone_meanwhile")
        if stamp_of(practice) != row.stamp:
            raise Refused("edited_meanwhile")
        before = {
            "draft": to_json(practice.get_latest_revision_as_object().as_fields()), "live": to_json(practice.as_fields()) if practice.live else None,
        }
        rewrite(practice, fields, by, at)
        return Applied(practice.pk, stamp_of(again(practice)), before)

    def undo(self, row: ImportRow, by: User, at: datetime) -> RowState:
        """Take the row back, unless someone has edited the practice since."""
        practice = current(row)
        if practice is None or (practice.withdrawn_at is not None and row.outcome == Outcome.CREATE):
            return RowState.UNDONE
        if stamp_of(practice) != row.stamp or practice.withdrawn_at is not None:
            return RowState.KEPT
        if row.outcome == Outcome.CREATE:
            take_back(practice, by, at)
        else:
            restore(practice, row, by, at)
        return RowState.UNDONE

    def publish(self, row: ImportRow, by: User, at: datetime) -> str:
        """Make the latest text live; the stamp follows only where nobody edited since, so that undo leaves what was. Raises Refused."""
        practice = current(row)
        if practice is None or practice.withdrawn_at is not None:
            raise Refused("gone_meanwhile")
        untouched = stamp_of(practice) == row.stamp
        go_live(practice, by, at)
        return stamp_of(again(practice)) if untouched else row.stamp

    def words(self, code: str, params: Mapping[str, Any]) -> str:
        """In words."""
        return words(code, params)

    def label(self, key: str) -> str:
        """Header of a column."""
        return BY_KEY[key].header if key in BY_KEY else ""

    def may_import(self, user: Any) -> bool:
        """Content editors and administrators."""
        return user_can_import(user)

    def may_publish(self, user: Any) -> bool:
        """Whoever may publish practices."""
        return user_can_edit_practice(user) and user_can_publish_practice(user)


def current(row: ImportRow) -> Practice | None:
    """The practice of a row, locked."""
    if row.object_id is None:
        return None
    return Practice.objects.select_for_update(of=("self",)).select_related("latest_revision").filter(pk=row.object_id).first()


def again(practice: Practice) -> Practice:
    """As it stands now."""
    return Practice.objects.select_related("latest_revision").get(pk=practice.pk)


def rewrite(practice: Practice, fields: PracticeFields, by: User, at: datetime) -> None:
    """A new draft over this practice. Raises Refused."""
    write(practice, fields, by, at)


def write(practice: Practice | None, fields: PracticeFields, by: User, at: datetime) -> Practice:
    """A draft, within the savepoint of its row. Raises Refused for all that one row can run into, so that the others go on."""
    if references_gone(fields):
        raise Refused("references_gone")
    try:
        return write_draft(practice, fields, by, at)
    except PracticeLocked as problem:
        raise Refused("locked") from problem
    except SharesDoNotAddUp as problem:
        raise Refused("shares_wrong") from problem
    except IntegrityError as problem:
        raise Refused("taken_meanwhile") from problem


def references_gone(fields: PracticeFields) -> bool:
    """Whether something that the row points to was deleted; the database itself says so only when the whole chunk is committed."""
    sectors = {*fields.subsector_ids, *([fields.sector_id] if fields.sector_id else [])}
    projects = {fields.national_project_id} if fields.national_project_id else set()
    needed: tuple[tuple[type[Model], set[int]], ...] = (
        (Sector, sectors), (NationalProject, projects), (Tag, {*fields.tag_ids}), (Municipality, {place.municipality_id for place in fields.places}),
    )
    return any(ids and model._default_manager.filter(pk__in=ids).count() != len(ids) for model, ids in needed)


def go_live(practice: Practice, by: User, at: datetime) -> None:
    """Publish the latest text now. Raises Refused for what is incomplete, or was given a date of publication that has not come."""
    try:
        row = publish_practice(practice, by, at)
    except NotReady as problem:
        raise Refused("not_ready", gaps=[str(gap.value) for gap in problem.missing]) from problem
    if not row.live or Revision.objects.filter(pk=row.latest_revision_id, approved_go_live_at__isnull=False).exists():
        raise Refused("scheduled")


def take_back(practice: Practice, by: User, at: datetime) -> None:
    """A draft is deleted; what strangers have read leaves a tombstone, and its key is free for another try."""
    if practice.first_published_at is None:
        remove_draft(practice, by, at)
        return
    withdraw_practice(practice, by, at)
    Practice.objects.filter(pk=practice.pk).update(source_key="")


def restore(practice: Practice, row: ImportRow, by: User, at: datetime) -> None:
    """Put back the text, and the public text where it is another now; what an editor took from the public stays there. Raises Refused."""
    before = row.before or {}
    if practice.live and before["live"] is None:
        unpublish_practice(practice, by, at)
    elif practice.live and to_json(practice.as_fields()) != before["live"]:
        rewrite(practice, from_json(before["live"]), by, at)
        go_live(practice, by, at)
        if before["live"] == before["draft"]:
            return
    rewrite(practice, from_json(before["draft"]), by, at)
