"""Where somebody is signed in now."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.middleware import SEEN
from accounts.models import User
from accounts.rules.devices import device


@dataclass(frozen=True)
class OpenSession:
    """A device that is signed in: `browser` and `system` may be unknown (""); `seen_at` is exact to a minute."""

    pk: int
    browser: str
    system: str
    ip: str
    began_at: datetime
    seen_at: datetime
    is_current: bool


def open_sessions(user: User, current_key: str | None) -> list[OpenSession]:
    """Living sessions of the user, this one first, then the last seen first (two queries); ended ones are left to the daily duty."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=user)}
    found = []
    for session in Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now()):
        data = session.get_decoded()
        if not constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
            continue
        row = rows[session.session_key]
        seen = datetime.fromtimestamp(data.get(SEEN, row.last_seen_at.timestamp()), UTC)
        found.append(OpenSession(row.pk, *device(row.user_agent), row.ip, row.created_at, seen, row.session_key == current_key))
    return sorted(found, key=lambda one: (not one.is_current, -one.seen_at.timestamp()))
