"""Municipal users who register by themselves: whose mail domains are known, and who waits to be confirmed."""
from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from territories.models.places import Municipality, Territory


class MailDomain(models.Model):
    """Whoever reads mail at this domain works for this municipality, or for some municipality of this region."""

    domain = models.CharField(_("mail domain"), max_length=253, unique=True, help_text=_("What stands after @: tula.gov.example"))
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="mail_domains", verbose_name=_("territory"))
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("How it is known: letter of the administration, official site"))

    class Meta:
        ordering = ["domain"]
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")

    def __str__(self) -> str:
        return self.domain


class RegistrationState(models.TextChoices):
    """Where a registration stands."""

    UNCONFIRMED = "unconfirmed", _("address not confirmed")
    WAITING = "waiting", _("waits for the coordinator")
    APPROVED = "approved", _("confirmed")
    DECLINED = "declined", _("declined")


class RegistrationRequest(models.Model):
    """Somebody says they work for a municipality; the mail domain proves it, or a coordinator decides."""

    State = RegistrationState

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="registrations")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=RegistrationState, default=RegistrationState.UNCONFIRMED)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    by_domain = models.CharField(max_length=253, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user"], name="territories_registration_open_once", condition=Q(state__in=["unconfirmed", "waiting"])),
            models.CheckConstraint(condition=Q(state="unconfirmed") | Q(confirmed_at__isnull=False), name="territories_registration_confirmed_first"),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="territories_refusal_needs_reason"),
        ]
        indexes = [models.Index(fields=["state", "municipality"], name="territories_registration_wait")]

    def __str__(self) -> str:
        return str(self.public_id)
