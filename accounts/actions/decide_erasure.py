"""Decide on a request to be erased: carry it out, or refuse it with the law by which the data stay."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.actions.last_administrator import LastAdministrator, keep_one, lock_administrators
from accounts.erasing import KIND
from accounts.models import Erasure, User
from accounts.notices import notify
from accounts.policy import can
from accounts.privacy_letters import ERASURE_REFUSED
from accounts.states import may_move
from ops.jobs import start_job

__all__ = ["Decided", "LastAdministrator", "ReasonMissing", "decide_erasure"]


class Decided(Exception):
    """Somebody else was faster, or the person took the request back."""


class ReasonMissing(Exception):
    """A refusal says why."""


def decide_erasure(erasure: Erasure, approve: bool, reason: str, by: User, at: datetime) -> Erasure:
    """An officer, never on themselves, starts the erasure or refuses it; the person hears of a refusal by letter.

    Raises PermissionDenied, ReasonMissing, Decided, LastAdministrator.
    """
    if not can(by, "decide", erasure):
        raise PermissionDenied
    if not approve and not reason.strip():
        raise ReasonMissing
    state = Erasure.State.APPROVED if approve else Erasure.State.REFUSED
    with transaction.atomic():
        group = lock_administrators()
        locked = Erasure.objects.select_for_update().get(pk=erasure.pk)
        if not may_move(locked.state, state):
            raise Decided
        if approve:
            keep_one(locked.user, group)
            locked.job = start_job(KIND, _("Erasure of personal data"), by, {"erasure": str(locked.public_id)})
        locked.state, locked.decided_by, locked.decided_at, locked.reason = state, by, at, "" if approve else reason.strip()[:1000]
        locked.save(update_fields=["state", "decided_by", "decided_at", "reason", "job"])
        if not approve:
            send_refusal(locked, at)
    return locked


def send_refusal(erasure: Erasure, at: datetime) -> None:
    """The reason in the officer's words; what the person may do next stands in it."""
    user = erasure.user
    with translation.override(user.language):
        text = _("We cannot erase your data now: %(reason)s") % {"reason": erasure.reason}
        notify(user, ERASURE_REFUSED, _("Your data stay for now"), text, reverse("accounts:data"), str(erasure.public_id), at)
