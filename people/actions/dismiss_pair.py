"""Say that two rows are different people; it is remembered."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.policy import can
from people.models import Duplicate, DuplicateState


def dismiss_pair(pair: Duplicate, by: User, at: datetime) -> bool:
    """Dismiss the pair for good; False when that was done before. Raises PermissionDenied."""
    return decide(pair, DuplicateState.DISMISSED, by, at)


def reopen_pair(pair: Duplicate, by: User, at: datetime) -> bool:
    """Put a dismissed pair back into the queue; False when it stands there. Raises PermissionDenied."""
    return decide(pair, DuplicateState.PROPOSED, by, at)


def decide(pair: Duplicate, state: DuplicateState, by: User, at: datetime) -> bool:
    """Move the pair to the state, under lock."""
    if not can(by, "dismiss", pair):
        raise PermissionDenied
    with transaction.atomic():
        locked = Duplicate.objects.select_for_update().get(pk=pair.pk)
        if locked.state == state:
            return False
        locked.state, locked.decided_by, locked.decided_at = state, by, at
        locked.save(update_fields=["state", "decided_by", "decided_at"])
    return True
