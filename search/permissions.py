"""Who may teach the search."""
from __future__ import annotations

from typing import Any

from accounts.roles import Role

EDITORS = (Role.CONTENT_EDITOR, Role.ADMINISTRATOR)


def user_can_read_queries(user: Any) -> bool:
    """Who may teach the search sees what it was asked."""
    return bool(user.is_authenticated and user.has_role(*EDITORS))
