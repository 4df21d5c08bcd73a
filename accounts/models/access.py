"""How people get in and are kept out: invitations, and the log of what was done to an account beside its roles."""
from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from accounts.rules.invitations import State, state_of


class Invitation(models.Model):
    """A letter that lets its reader make an account once; only the hash of the link is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    roles = models.JSONField(default=list)
    language = models.CharField(max_length=2, default="ru")
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="invitations")
    times_sent = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="accounts_invitation_once", condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def state(self, at: datetime) -> State:
        """What the invitation is worth at this instant."""
        return state_of(self.sent_at, self.accepted_at, self.revoked_at, at)


class AccessChange(models.Model):
    """Something done to an account by somebody, with its reason; written by the actions, never changed."""

    class Kind(models.TextChoices):
        """What was done."""

        JOINED = "joined", _("joined by invitation")
        REGISTERED = "registered", _("registered")
        CONFIRMED = "confirmed", _("registration confirmed")
        DECLINED = "declined", _("registration declined")
        BLOCKED = "blocked", _("blocked")
        UNBLOCKED = "unblocked", _("unblocked")
        FACTOR_RESET = "factor_reset", _("second factor reset")
        SIGNED_OUT = "signed_out", _("all sessions ended")

    user = models.ForeignKey(User, models.CASCADE, related_name="access_changes")
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"
