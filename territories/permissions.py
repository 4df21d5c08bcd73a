"""Who may change what the comparison of municipalities rests on."""
from __future__ import annotations

from accounts.models import User
from accounts.roles import Role

METHODOLOGISTS = (Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)


def user_can_override_group(user: User) -> bool:
    """Programme managers and administrators may put a municipality into another peer group, with a reason."""
    return user.is_authenticated and user.has_role(*METHODOLOGISTS)
