"""Before a demo database becomes a real one."""
from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from accounts.models import User


def remove_demo_users() -> int:
    """Delete the users of the demo; whoever is named by what must stay keeps the row, without password, roles or sign-in. How many."""
    users = list(User.objects.filter(is_demo=True))
    for user in users:
        with transaction.atomic():
            try:
                with transaction.atomic():
                    user.delete()
            except (ProtectedError, RestrictedError):
                switch_off(user)
    return len(users)


def switch_off(user: User) -> None:
    """Nobody can sign in as this user any more."""
    user.is_active = user.is_demo = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
