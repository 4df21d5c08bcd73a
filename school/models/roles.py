"""A role that somebody holds in one intake."""
from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.roles import Role
from school.models.programme import Intake

INTAKE_ROLES = (Role.PROGRAMME_MANAGER, Role.CURATOR, Role.SELECTION_OFFICER, Role.PSYCHOLOGIST, Role.HOST_STAFF, Role.PANEL_OFFICER, Role.MENTOR)
CHOICES = [(role.value, role.label) for role in INTAKE_ROLES]


class IntakeRole(models.Model):
    """Held from `since`, and no more on `until`; open while that is null. Ended, never deleted, so the rows are their own log."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="intake_roles")
    role = models.CharField(max_length=32, choices=CHOICES)
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="roles")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["role", "since"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "intake"], condition=Q(until=None), name="school_intake_role_open_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="school_intake_role_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} @ {self.intake_id}"
