"""End every session of somebody."""
from __future__ import annotations

from django.db.models import F

from accounts.models import User


def end_sessions(user: User) -> User:
    """Nobody stays signed in as this user; returns the user as stored now, so that the caller may keep one session."""
    User.objects.filter(pk=user.pk).update(sessions_number=F("sessions_number") + 1)
    user.refresh_from_db(fields=["sessions_number"])
    return user
