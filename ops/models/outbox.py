"""Side effects owed: written in the transaction of the change that causes them."""
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutboxRow(models.Model):
    """One debt of one handler; open while neither `done_at` nor `dead_at` is set."""

    event = models.CharField(max_length=60)
    handler = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    payload = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(db_index=False)
    attempts = models.PositiveIntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["due_at", "id"], name="ops_outbox_open", condition=Q(done_at__isnull=True, dead_at__isnull=True)),
            models.Index(fields=["done_at"], name="ops_outbox_done", condition=Q(done_at__isnull=False)),
            models.Index(fields=["dead_at"], name="ops_outbox_dead", condition=Q(dead_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.key} → {self.handler}"


class LetterAct(models.TextChoices):
    """What staff do with a dead letter."""

    RETRY = "retry", _("Tried again")
    DROP = "drop", _("Dropped")


class OutboxAct(models.Model):
    """Who retried or dropped a dead letter, and why; it outlives the row, which is purged. `by` null is a command on the server."""

    Act = LetterAct

    act = models.CharField(max_length=5, choices=LetterAct)
    row_number = models.BigIntegerField(help_text="id that the outbox row had")
    event = models.CharField(max_length=60)
    handler = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(act="drop") | ~Q(reason=""), name="ops_outboxact_drop_reason")]

    def __str__(self) -> str:
        return f"{self.act} {self.row_number}"
