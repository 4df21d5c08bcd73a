"""Whose notifications are whose: nobody but their reader sees them."""
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import Notice
from accounts.policy import rule, scope


@rule(Notice, "view", "change")
def is_own(user: Any, notice: Notice) -> bool:
    """Their reader, no administrator."""
    return bool(user.is_authenticated and notice.reader.user_id == user.pk)


@scope(Notice)
def own_notices(user: Any) -> QuerySet[Notice]:
    """One's own, newest first."""
    return Notice.objects.filter(reader__user=user).select_related("reader") if user.is_authenticated else Notice.objects.none()
