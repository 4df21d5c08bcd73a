"""Who read whose data."""
from __future__ import annotations

from django.db import models


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
