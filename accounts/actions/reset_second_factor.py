"""Take the second factor from somebody who lost it, and end every session of theirs."""
from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.account_notices import tell_of_access
from accounts.actions.end_sessions import end_sessions
from accounts.letters import send_letter
from accounts.mailing import site_url
from accounts.models import AccessChange, User
from accounts.permissions import user_can_administer


def reset_second_factor(user: User, reason: str, by: User | None, at: datetime) -> bool:
    """App, passkeys and recovery codes go, all devices are signed out, the person is told; False where there was no second factor.

    `by` None is a command run on the server. Raises PermissionDenied, also for oneself: one's own is changed under one's own account.
    """
    if not user_can_administer(by, user):
        raise PermissionDenied
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        deleted, _ = Authenticator.objects.filter(user=locked).delete()
        if not deleted:
            return False
        end_sessions(locked)
        change = AccessChange.objects.create(user=locked, kind=AccessChange.Kind.FACTOR_RESET, reason=reason.strip()[:300], by=by, at=at)
        with translation.override(locked.language):
            link = site_url(reverse("account_login"))
        send_letter("second_factor_reset", locked, {"link": link, "reason": change.reason}, key=str(change.pk))
        tell_of_access(change)
    return True


def sign_out_everywhere(user: User, reason: str, by: User | None, at: datetime) -> None:
    """Every device of the user is signed out. Raises PermissionDenied, also for oneself."""
    if not user_can_administer(by, user):
        raise PermissionDenied
    with transaction.atomic():
        end_sessions(user)
        AccessChange.objects.create(user=user, kind=AccessChange.Kind.SIGNED_OUT, reason=reason.strip()[:300], by=by, at=at)
