"""Consents: the words as a draft, each published version for good, and who agreed to which."""
from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


class ConsentKind(models.TextChoices):
    """What is agreed to: that data are worked with, or that they are shown to everybody (a separate document by law)."""

    PROCESSING = "processing", _("Processing")
    DISSEMINATION = "dissemination", _("Dissemination")


class ConsentWords(models.Model):
    """The words of a consent, Russian first; English may be missing."""

    kind = models.CharField(_("what for"), max_length=13, choices=ConsentKind)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    operator = models.CharField(_("operator"), max_length=300, help_text=_("Who works with the data: name, address, taxpayer number."))
    operator_en = models.CharField(_("operator in English"), max_length=300, blank=True)
    categories = models.TextField(_("data"), max_length=2000, help_text=_("Which data: name, post, e-mail …"))
    categories_en = models.TextField(_("data in English"), max_length=2000, blank=True)
    actions = models.TextField(_("actions"), max_length=2000, help_text=_("What is done with them: collecting, storing, showing …"))
    actions_en = models.TextField(_("actions in English"), max_length=2000, blank=True)
    term = models.CharField(_("term"), max_length=300, help_text=_("How long: until the end of the programme and three years after it."))
    term_en = models.CharField(_("term in English"), max_length=300, blank=True)
    channel = models.CharField(_("how to withdraw"), max_length=300, help_text=_("On the page of consents, or by letter to an address."))
    channel_en = models.CharField(_("how to withdraw, in English"), max_length=300, blank=True)
    text = models.TextField(_("text"), max_length=30_000)
    text_en = models.TextField(_("text in English"), max_length=30_000, blank=True)
    follows = models.TextField(_("what follows a withdrawal"), max_length=2000)
    follows_en = models.TextField(_("what follows a withdrawal, in English"), max_length=2000, blank=True)

    class Meta:
        abstract = True

    def words(self, name: str) -> str:
        """The field in the reader's language; Russian where English is missing."""
        own: str = getattr(self, name)
        return (getattr(self, f"{name}_en") or own) if get_language() == "en" else own

    @property
    def text_language(self) -> str:
        """The language in which the text is shown: the page marks it where it differs from its own."""
        return "en" if get_language() == "en" and self.text_en else "ru"


WORDS = tuple(field.name for field in ConsentWords._meta.local_fields)


class ConsentType(ConsentWords):
    """One consent that people are asked for; its words are the draft of the next version."""

    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("Stands in the address and in the rules of the rooms; never changes."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_offered = models.BooleanField(_("people are asked for it"), default=True)
    is_sample = models.BooleanField(_("a sample, to be checked by a lawyer"), default=False)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return self.words("title")


class ConsentVersion(ConsentWords):
    """Words that people were asked to agree to: published once, never changed (the database refuses it)."""

    type = models.ForeignKey(ConsentType, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_sample = models.BooleanField(default=False)
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["type", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["type", "number"], name="accounts_consentversion_once"),
            models.CheckConstraint(
                name="accounts_consentversion_two_people", condition=Q(drafted_by__isnull=True) | ~Q(drafted_by=F("published_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words('title')}, {self.number}"


class Consent(models.Model):
    """Somebody agreed to a version. It holds until it is withdrawn, or replaced by their consent to a newer version."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="consents")
    type = models.ForeignKey(ConsentType, models.PROTECT, related_name="consents")
    version = models.ForeignKey(ConsentVersion, models.PROTECT, related_name="consents")
    given_at = models.DateTimeField()
    ip = models.GenericIPAddressField(null=True, blank=True)
    evidence = models.CharField(max_length=64)
    replaced_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "type"], name="accounts_consent_once", condition=Q(withdrawn_at__isnull=True, replaced_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_active(self) -> bool:
        """Whether it holds now."""
        return self.withdrawn_at is None and self.replaced_at is None
