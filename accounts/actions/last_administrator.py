"""Somebody active must be able to give roles: one lock for every act that could take the last one away."""
from __future__ import annotations

from django.contrib.auth.models import Group

from accounts.models import Erasure, User
from accounts.roles import Role


class LastAdministrator(Exception):
    """Somebody active must be able to give roles."""


def lock_administrators() -> Group:
    """The group's row, locked for the transaction, so that two administrators cannot remove each other."""
    return Group.objects.select_for_update().get(name=Role.ADMINISTRATOR.value)


def keep_one(user: User, group: Group) -> None:
    """Call under the lock, before `user` stops being an active administrator. Whose erasure is decided is one no more. Raises LastAdministrator."""
    administrators = User.objects.filter(groups=group, is_active=True)
    going = Erasure.objects.filter(state=Erasure.State.APPROVED).values("user")
    if administrators.filter(pk=user.pk).exists() and not administrators.exclude(pk=user.pk).exclude(pk__in=going).exists():
        raise LastAdministrator
