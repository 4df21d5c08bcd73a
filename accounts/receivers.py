"""What sign-in and second factor set off."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash, user_logged_in
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.actions.end_sessions import end_sessions
from accounts.middleware import begin
from accounts.models import User
from ops.clock import duty


@receiver(user_logged_in)
def note_beginning(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A session counts its life from here."""
    begin(request)


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def end_other_sessions(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A changed second factor ends every session but this one; a changed password does so by Django itself."""
    update_session_auth_hash(request, end_sessions(user))
    UserSession.objects.create_from_request(request)  # this one goes on under another key


@duty("accounts.clear_sessions", every=timedelta(days=1))
def clear_sessions(at: datetime) -> None:
    """Delete the rows of sessions that have run out, and what was noted of their devices."""
    Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
