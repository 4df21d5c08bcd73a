"""Replace a cell on the screen, and check the file again."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ops.imports.kinds import kind_of
from ops.imports.steps import NotOffered, locked
from ops.imports.take import start_check
from ops.imports.undo import WRITTEN_STATES
from ops.models import ImportBatch


def fix_cell(batch: ImportBatch, number: int, cell: str, value: str, by: Any, at: datetime) -> None:
    """Take over one of the values that the dry run offered for this cell; the file itself stays as it was sent.

    Raises PermissionDenied, NotOffered for a value that was not offered.
    """
    if not kind_of(batch).may_import(by):
        raise PermissionDenied
    with transaction.atomic():
        row = locked(batch)
        if row.state != row.State.CHECKED or row.rows.filter(state__in=WRITTEN_STATES).exists():  # a check would forget what was written
            raise NotOffered("not_checked")
        found = row.rows.filter(number=number).first()
        offered = {
            like["oktmo"] for message in (found.messages if found else ()) if message.get("cell") == cell
            for like in message.get("params", {}).get("like", ()) if isinstance(like, dict)
        }
        if value not in offered:
            raise NotOffered("not_offered")
        row.options = {**row.options, "fixes": {**row.options.get("fixes", {}), cell: value}}
        row.save(update_fields=["options"])
        start_check(row, by)
