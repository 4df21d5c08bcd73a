"""Roles that hold in one territory only."""
from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from territories.models.places import Territory

TERRITORIAL_ROLES = (Role.MUNICIPAL_USER, Role.REGIONAL_COORDINATOR, Role.HOST_STAFF)


class TerritoryRole(models.Model):
    """Who plays which role where; it holds from `since` until the day before `until`, without `until` for good. Ended rows stay as the record."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="territory_roles", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=32, choices=[(role.value, role.label) for role in TERRITORIAL_ROLES])
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="roles", verbose_name=_("territory"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True, help_text="the first day on which it no longer holds")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "territory"], condition=Q(until__isnull=True), name="territories_role_open_once"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="territories_role_order"),
        ]
        indexes = [models.Index(fields=["territory", "role"], name="territories_role_place")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.territory}"
