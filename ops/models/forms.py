"""Receipts: a form that is sent twice is taken once."""
import uuid

from django.conf import settings
from django.db import models


class FormKey(models.Model):
    """One-time key of a form; the second submit gets the receipt of the first."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    purpose = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"
