"""Take a role in an intake back; the row stays as the log of who held it."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.policy import can
from school.actions.lock import day_of
from school.models import IntakeRole


@transaction.atomic
def end_intake_role(held: IntakeRole, by: User, at: datetime) -> bool:
    """It holds no more from this moment on; False when it had ended before. Raises PermissionDenied."""
    if not can(by, "end", held):
        raise PermissionDenied
    row = IntakeRole.objects.select_for_update(of=("self",)).get(pk=held.pk)
    today = day_of(at)
    if row.until is not None and row.until <= today:
        return False
    row.until, row.ended_by, row.ended_at = max(row.since, today), by, at
    row.save(update_fields=["until", "ended_by", "ended_at"])
    return True
