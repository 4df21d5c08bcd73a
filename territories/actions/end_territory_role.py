"""A role in a territory ends today; the row stays as the record."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from ops.outbox import owe
from territories.models import TerritoryRole
from territories.permissions import ends_territory_role


@transaction.atomic
def end_territory_role(row: TerritoryRole, by: User | None, at: datetime) -> bool:
    """End it at once; False when it has ended. One that has not begun ends on the day it would have begun. Raises PermissionDenied."""
    if by is not None and not ends_territory_role(by, row):
        raise PermissionDenied
    locked = TerritoryRole.objects.select_for_update(of=("self",)).get(pk=row.pk)
    today = timezone.localdate(at)
    if locked.until is not None and locked.until <= today:
        return False
    locked.until, locked.ended_by, locked.ended_at = max(today, locked.since), by, at
    locked.save(update_fields=["until", "ended_by", "ended_at"])
    log(instance=locked, action="territories.end_role", user=by, timestamp=at, data={"user": locked.user_id, "role": locked.role})
    owe("territory_role_changed", str(locked.user_id))
    row.until = locked.until
    return True
