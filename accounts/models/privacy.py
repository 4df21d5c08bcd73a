"""Who read whose data, who asked to be forgotten, and what was deleted because its term was over."""
from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from accounts.models.user import User
from accounts.states import ErasureState


class ReadLog(models.Model):
    """Somebody saw data of another person; written once, never changed, deleted only by retention (the database refuses the rest).

    Both are named by their `public_id`: a foreign key would have to be emptied when a user goes. No subject means many people at once.
    """

    reader = models.UUIDField()
    subject = models.UUIDField(null=True)
    what = models.CharField(max_length=200)
    rows = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["reader", "at"], name="accounts_readlog_reader"),
            models.Index(fields=["subject", "at"], name="accounts_readlog_subject"),
            models.Index(fields=["at"], name="accounts_readlog_at"),
        ]

    def __str__(self) -> str:
        return f"{self.reader} → {self.subject}: {self.what}"


class Erasure(models.Model):
    """Somebody asked that their data be erased. What was done in each room stays here as counts, without a name."""

    State = ErasureState

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="erasures")
    state = models.CharField(max_length=10, choices=ErasureState, default=ErasureState.ASKED)
    wish = models.TextField(max_length=1000, blank=True)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=1000, blank=True)
    job = models.ForeignKey("ops.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    report = models.JSONField(default=dict, blank=True, help_text="{room: {deleted, anonymised, kept}}")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], name="accounts_erasure_once", condition=Q(state__in=[ErasureState.ASKED, ErasureState.APPROVED]),
            ),
            models.CheckConstraint(
                name="accounts_erasure_reason", condition=~Q(state=ErasureState.REFUSED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ErasedPerson(models.Model):
    """Who must not come back with a restored backup: the id the user had, and a keyed hash of the address."""

    user_id_was = models.UUIDField(unique=True)
    email_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.user_id_was)


class RetentionTerm(models.Model):
    """A term that differs from the one the rule was registered with."""

    code = models.CharField(max_length=60, unique=True)
    days = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code}: {self.days}"


class RetentionRun(models.Model):
    """One round of retention; `lines` holds a line per rule: code, days, counted, deleted, oldest left, error."""

    at = models.DateTimeField()
    is_dry = models.BooleanField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    lines = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
