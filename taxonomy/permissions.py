"""Who may edit sectors, tags and national projects."""
from __future__ import annotations

from accounts.models import User
from accounts.roles import Role

EDITORS = (Role.CONTENT_EDITOR, Role.ADMINISTRATOR)


def user_can_edit_taxonomy(user: User) -> bool:
    """Content editors and administrators: labels, never codes in use."""
    return user.is_authenticated and user.has_role(*EDITORS)
