"""An override is taken back: the rule decides again."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from territories.actions.override_group import announce
from territories.models import Basis, Membership
from territories.permissions import user_can_override_group


class NotAnOverride(Exception):
    """The row was made by the rule."""


@transaction.atomic
def lift_override(row: Membership, by: User, at: datetime) -> None:
    """Delete a row by hand. Raises PermissionDenied, `NotAnOverride`."""
    if not user_can_override_group(by):
        raise PermissionDenied
    if row.basis != Basis.MANUAL:
        raise NotAnOverride
    log(instance=row, action="territories.lift_override", user=by, timestamp=at, data={"group": row.group.code, "note": row.note})
    announce(row.municipality_id)
    row.delete()
