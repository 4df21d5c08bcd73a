"""Keep somebody out, and let them in again."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.account_notices import tell_of_access
from accounts.actions.end_sessions import end_sessions
from accounts.actions.last_administrator import keep_one, lock_administrators
from accounts.models import AccessChange, User
from accounts.permissions import user_can_administer


def block_user(user: User, reason: str, by: User | None, at: datetime) -> bool:
    """No sign-in from now on, every session ends at once; False when blocked already.

    `by` None is a command run on the server. Raises PermissionDenied (also for oneself), LastAdministrator.
    """
    return switch(user, False, AccessChange.Kind.BLOCKED, reason, by, at)


def unblock_user(user: User, reason: str, by: User | None, at: datetime) -> bool:
    """The account works again, with the roles it had; old sessions stay dead. Raises PermissionDenied."""
    return switch(user, True, AccessChange.Kind.UNBLOCKED, reason, by, at)


def switch(user: User, is_active: bool, kind: AccessChange.Kind, reason: str, by: User | None, at: datetime) -> bool:
    """Write the state, note it, end the sessions."""
    if not user_can_administer(by, user):
        raise PermissionDenied
    with transaction.atomic():
        group = lock_administrators()
        locked = User.objects.select_for_update().get(pk=user.pk)
        if locked.is_active == is_active:
            return False
        if not is_active:
            keep_one(locked, group)
        User.objects.filter(pk=user.pk).update(is_active=is_active)
        locked.is_active = is_active
        end_sessions(locked)
        tell_of_access(AccessChange.objects.create(user=locked, kind=kind, reason=reason.strip()[:300], by=by, at=at))
    user.is_active = is_active
    return True
