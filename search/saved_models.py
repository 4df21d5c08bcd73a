"""Saved searches, and the news that they are told of."""
from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How often news of a search come."""

    NEVER = "never", _("Do not tell")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


class SavedSearch(models.Model):
    """A search that somebody keeps: a user, or an address without an account.

    `told` and `seen` are numbers of the newest news that it was told of and that its owner has looked at. `next_at` is set while it tells.
    """

    Frequency = Frequency

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    address = models.EmailField(blank=True)
    name = models.CharField(_("name"), max_length=120)
    query = models.TextField()
    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=2, default="ru")
    frequency = models.CharField(_("how often"), max_length=6, choices=Frequency, default=Frequency.DAILY)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    told = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(owner__isnull=False, address="") | Q(owner__isnull=True) & ~Q(address=""), name="search_saved_is_one"),
            models.CheckConstraint(condition=Q(next_at__isnull=True) | Q(confirmed_at__isnull=False, removed_at__isnull=True), name="search_saved_tells"),
            models.UniqueConstraint(fields=["owner", "digest"], condition=Q(owner__isnull=False), name="search_saved_once"),
            models.UniqueConstraint(fields=["address", "digest"], condition=~Q(address=""), name="search_subscribed_once"),
        ]
        indexes = [models.Index(fields=["next_at"], name="search_saved_due", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return str(self.public_id)


class NewsKind(models.TextChoices):
    """Why a practice is told of."""

    FIRST = "first", _("new practice")
    SUBSTANTIAL = "substantial", _("substantial change")


class PracticeNews(models.Model):
    """A release that saved searches are told of. Numbers are drawn under a lock, so a greater one is never seen before a smaller one."""

    Kind = NewsKind

    practice = models.ForeignKey("portfolio.Practice", models.CASCADE, related_name="+")
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11, choices=NewsKind)
    at = models.DateTimeField()
    number = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "n"], name="search_news_once")]
        indexes = [models.Index(fields=["at"], name="search_news_at")]

    def __str__(self) -> str:
        return f"{self.practice_id} v{self.n}"
