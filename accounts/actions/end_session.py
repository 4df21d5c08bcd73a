"""End one session of one's own, or all but the present one."""
from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models, transaction

from accounts.models import User


def end_session(user: User, pk: int) -> bool:
    """The device behind this row is signed out at its next request; False when it is nobody's or somebody else's."""
    return end(UserSession.objects.filter(user=user, pk=pk)) > 0


def end_other_sessions(user: User, current_key: str | None) -> int:
    """Every device but this one is signed out; how many."""
    return end(UserSession.objects.filter(user=user).exclude(session_key=current_key or ""))


def end(rows: models.QuerySet[UserSession]) -> int:
    """Delete the sessions and what was noted of their devices."""
    with transaction.atomic():
        keys = list(rows.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
