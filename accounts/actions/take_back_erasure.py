"""Take a request to be erased back before it is decided."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Erasure, User
from accounts.policy import can
from accounts.states import may_move


class Decided(Exception):
    """It is no longer open."""


def take_back_erasure(erasure: Erasure, by: User, at: datetime) -> Erasure:
    """The person's own, while nobody has decided. Raises PermissionDenied, Decided."""
    if not can(by, "take_back", erasure):
        raise PermissionDenied
    with transaction.atomic():
        locked = Erasure.objects.select_for_update().get(pk=erasure.pk)
        if not may_move(locked.state, Erasure.State.TAKEN_BACK):
            raise Decided
        locked.state, locked.decided_at = Erasure.State.TAKEN_BACK, at
        locked.save(update_fields=["state", "decided_at"])
    return locked
