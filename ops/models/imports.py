"""Import batches: dry run, outcome per row, apply, undo. An app supplies the row rule and the action."""
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """States of a batch."""

    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    UNREADABLE = "unreadable", _("Not readable")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    PUBLISHING = "publishing", _("Being published")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class Outcome(models.TextChoices):
    """What the dry run says of a row."""

    CREATE = "create", _("create")
    CHANGE = "change", _("change")
    SAME = "same", _("no change")
    REFUSE = "refuse", _("refuse")


class RowState(models.TextChoices):
    """What has become of a row."""

    WAITING = "waiting", _("waiting")
    APPLIED = "applied", _("applied")
    LIVE = "live", _("published")
    SKIPPED = "skipped", _("skipped")
    FAILED = "failed", _("failed")
    UNDONE = "undone", _("undone")
    KEPT = "kept", _("kept: edited since")


class ImportBatch(models.Model):
    """One file taken in: what would happen, what happened, and the way back."""

    State = BatchState

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    source = models.CharField(max_length=100, blank=True)
    file = models.ForeignKey("ops.PrivateFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    sheet = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.CHECKING)
    job = models.ForeignKey("ops.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    options = models.JSONField(default=dict, blank=True)
    columns = models.JSONField(default=list, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    problem = models.JSONField(default=dict, blank=True, help_text="{code, params} of a file that could not be read")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One row of the file: the dry run's outcome with its cells and causes, and what was done."""

    Outcome = Outcome
    State = RowState

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="row number as a spreadsheet shows it")
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    values = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome)
    messages = models.JSONField(default=list, help_text="[{level: error|warning|info|change|gap, code, cell, params, column, before, after}]")
    state = models.CharField(max_length=8, choices=RowState, default=RowState.WAITING)
    object_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True, help_text="what undo restores")
    stamp = models.CharField(max_length=64, blank=True, help_text="state of the object after apply; undo leaves it when it differs")

    class Meta:
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="ops_importrow_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
