"""Take a role away."""
from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import RoleChange, User
from accounts.permissions import user_can_manage_roles
from accounts.roles import Role


class LastAdministrator(Exception):
    """Somebody active must be able to give roles."""


def revoke_role(user: User, role: Role, by: User | None, at: datetime) -> bool:
    """Take `role` from `user` and note it; False when it is not held.

    `by` None is a command run on the server. Raises PermissionDenied, LastAdministrator.
    """
    if not user_can_manage_roles(by):
        raise PermissionDenied
    with transaction.atomic():
        group = Group.objects.select_for_update().get(name=role.value)  # the group, so that two administrators cannot remove each other
        if not user.groups.filter(pk=group.pk).exists():
            return False
        others = User.objects.filter(groups=group, is_active=True).exclude(pk=user.pk)
        if role == Role.ADMINISTRATOR and not others.exists():
            raise LastAdministrator
        user.groups.remove(group)
        RoleChange.objects.create(user=user, role=role.value, is_granted=False, by=by, at=at)
    user.__dict__.pop("roles", None)
    return True
