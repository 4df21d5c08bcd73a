"""Take a role away."""
from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.account_notices import tell_of_role
from accounts.actions.last_administrator import LastAdministrator, keep_one, lock_administrators
from accounts.models import RoleChange, User
from accounts.permissions import user_can_manage_roles
from accounts.roles import Role

__all__ = ["LastAdministrator", "revoke_role"]


def revoke_role(user: User, role: Role, by: User | None, at: datetime) -> bool:
    """Take `role` from `user` and note it; False when it is not held.

    `by` None is a command run on the server. Raises PermissionDenied, LastAdministrator.
    """
    if not user_can_manage_roles(by):
        raise PermissionDenied
    with transaction.atomic():
        group = lock_administrators() if role == Role.ADMINISTRATOR else Group.objects.get(name=role.value)
        User.objects.select_for_update().get(pk=user.pk)
        if not user.groups.filter(pk=group.pk).exists():
            return False
        if role == Role.ADMINISTRATOR:
            keep_one(user, group)
        user.groups.remove(group)
        tell_of_role(RoleChange.objects.create(user=user, role=role.value, is_granted=False, by=by, at=at))
    user.__dict__.pop("roles", None)
    return True
