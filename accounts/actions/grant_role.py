"""Give a role."""
from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.users.models import UserProfile

from accounts.account_notices import tell_of_role
from accounts.models import RoleChange, User
from accounts.permissions import user_can_manage_roles
from accounts.roles import ADMIN_ROLES, Role


class NotARole(ValueError):
    """A visitor is whoever is not signed in; nobody can be made one."""


def grant_role(user: User, role: Role, by: User | None, at: datetime) -> bool:
    """Give `role` to `user`, note it, and greet editors in Russian; False when it is held already.

    `by` None is a command run on the server. Raises PermissionDenied, NotARole.
    """
    if not user_can_manage_roles(by):
        raise PermissionDenied
    if role == Role.VISITOR:
        raise NotARole(role)
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        group = Group.objects.get(name=role.value)
        if locked.groups.filter(pk=group.pk).exists():
            return False
        locked.groups.add(group)
        change = RoleChange.objects.create(user=locked, role=role.value, is_granted=True, by=by, at=at)
        tell_of_role(change)
        if role in ADMIN_ROLES:
            prefer_russian(locked)
    user.__dict__.pop("roles", None)
    return True


def prefer_russian(user: User) -> None:
    """Wagtail's own language of this editor is Russian, unless one has been chosen."""
    profile = UserProfile.get_for_user(user)
    if not profile.preferred_language:
        profile.preferred_language = "ru"
        profile.save(update_fields=["preferred_language"])
