"""Every published text, as it stood."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticeRelease(models.Model):
    """The n-th published text of a practice, at `/practices/<number>-<slug>/v<n>/`."""

    practice = models.ForeignKey("portfolio.Practice", on_delete=models.CASCADE, related_name="releases")
    n = models.PositiveSmallIntegerField(_("version"))
    document = models.JSONField()
    at = models.DateTimeField()
    is_substantial = models.BooleanField(default=False)

    class Meta:
        ordering = ["-n"]
        constraints = [models.UniqueConstraint(fields=["practice", "n"], name="portfolio_release_once")]

    def __str__(self) -> str:
        return f"{self.practice_id} v{self.n}"
