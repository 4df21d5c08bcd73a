"""Private files: outside the media folder, served by one view that asks the owner's policy."""
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanState(models.TextChoices):
    """What the virus scanner said; `unchecked` where there is none."""

    UNCHECKED = "unchecked", _("Not checked")
    PENDING = "pending", _("In quarantine")
    CLEAN = "clean", _("Clean")
    INFECTED = "infected", _("Infected")


class PrivateFile(models.Model):
    """A stored file; `purpose` names the policy that says who may read it, `owner_key` what it belongs to."""

    State = ScanState

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=60)
    owner_key = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=255)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=10, choices=ScanState, default=ScanState.UNCHECKED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
