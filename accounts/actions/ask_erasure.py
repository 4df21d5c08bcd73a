"""Ask that one's own data be erased."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Erasure, User

OPEN = (Erasure.State.ASKED, Erasure.State.APPROVED)


class WrongPassword(Exception):
    """Whoever asks must be the person, not somebody at their open screen."""


def ask_erasure(by: User, password: str, wish: str, at: datetime) -> Erasure:
    """Write the request down for an officer; an open one is returned as it is. Raises PermissionDenied for a blocked user, WrongPassword."""
    if not by.is_active:
        raise PermissionDenied
    if not by.check_password(password):
        raise WrongPassword
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        waiting = Erasure.objects.filter(user=by, state__in=OPEN).first()
        return waiting or Erasure.objects.create(user=by, wish=wish.strip()[:1000], asked_at=at)
