"""Notifications, how each reader wants them, and the letters that staff rewrote."""
from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.letter_kinds import LETTERS
from accounts.letter_preview import LetterPreview
from accounts.models.user import User

ZONE, HOUR, WEEKDAY = "Europe/Moscow", 9, 0


class NoticeReader(models.Model):
    """Somebody who is told things: a user, or an address without one. Its row is the lock of all deliveries to them."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, models.CASCADE, null=True, blank=True, related_name="notice_reader")
    address = models.EmailField(blank=True)
    ways = models.JSONField(default=dict, blank=True)
    zone = models.CharField(max_length=40, default=ZONE)
    hour = models.PositiveSmallIntegerField(default=HOUR)
    weekday = models.PositiveSmallIntegerField(default=WEEKDAY)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address"], condition=~Q(address=""), name="accounts_reader_address"),
            models.CheckConstraint(condition=Q(user__isnull=False, address="") | Q(user__isnull=True) & ~Q(address=""), name="accounts_reader_is_one"),
            models.CheckConstraint(condition=Q(hour__lte=23) & Q(weekday__lte=6), name="accounts_reader_hour"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def mail_to(self) -> str:
        """Where letters go; nothing for somebody whose account is switched off."""
        if self.user is None:
            return self.address
        return self.user.email if self.user.is_active else ""


class Notice(models.Model):
    """Something that somebody is told, in their language. The same key is told once."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reader = models.ForeignKey(NoticeReader, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="ru")
    at = models.DateTimeField()
    way = models.CharField(max_length=10)
    due_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["reader", "key"], name="accounts_notice_once")]
        indexes = [
            models.Index(fields=["reader", "-at", "-id"], name="accounts_notice_list"),
            models.Index(fields=["reader"], name="accounts_notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["due_at"], name="accounts_notice_due", condition=Q(mailed_at__isnull=True, due_at__isnull=False)),
            models.Index(fields=["at"], name="accounts_notice_at"),
        ]

    def __str__(self) -> str:
        return self.title


class LetterText(LetterPreview, models.Model):
    """The words of one letter as staff rewrote them; an empty field means the default text of the code."""

    code = models.CharField(_("letter"), max_length=60, unique=True, editable=False)
    subject_ru = models.CharField(_("subject in Russian"), max_length=150, blank=True)
    body_ru = models.TextField(_("text in Russian"), blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=150, blank=True)
    body_en = models.TextField(_("text in English"), blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(LETTERS[self.code].title) if self.code in LETTERS else self.code

    def words_or_default(self, language: str) -> tuple[str, str]:
        """(subject, body) that go out: what staff wrote, else the default, each by itself. Raises KeyError for a letter that is no more."""
        subject, body = LETTERS[self.code].default(language)
        mine = (self.subject_en, self.body_en) if language == "en" else (self.subject_ru, self.body_ru)
        return mine[0] or subject, mine[1] or body

    @property
    def is_rewritten(self) -> bool:
        """Whether any words are not the default."""
        return bool(self.subject_ru or self.body_ru or self.subject_en or self.body_en)
