"""What editors teach the search."""
from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from search.saved_models import PracticeNews, SavedSearch

__all__ = ["HiddenQuery", "PracticeNews", "QueryDay", "SavedSearch", "SynonymKind", "SynonymRule"]


class SynonymKind(models.TextChoices):
    """How the words relate."""

    EQUAL = "equal", _("mean the same")
    NARROWER = "narrower", _("are narrower than the term")


class SynonymRule(PreviewableMixin, models.Model):
    """Words that find each other; a narrower word widens the general query, never the other way round."""

    Kind = SynonymKind

    term = models.CharField(_("term"), max_length=100)
    synonyms = models.JSONField(_("synonyms"), default=list)
    kind = models.CharField(_("relation"), max_length=8, choices=SynonymKind, default=SynonymKind.EQUAL)
    sector = models.ForeignKey("taxonomy.Sector", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("sector"))
    is_active = models.BooleanField(_("active"), default=True)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        ordering = ["term", "kind"]
        verbose_name = _("synonym rule")
        verbose_name_plural = _("synonym rules")
        constraints = [models.UniqueConstraint(fields=["term", "kind"], name="search_synonym_once")]

    def __str__(self) -> str:
        return self.term

    @admin.display(description=_("words"))
    def synonyms_line(self) -> str:
        """The words in one line, for the list."""
        return ", ".join(self.synonyms)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """What the rule would find."""
        return "search/synonym_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Counts without and with the rule, and the first practices."""
        from search.preview import rule_preview

        return {**super().get_preview_context(request, mode_name), **rule_preview(self)}


class QueryDay(models.Model):
    """How often words were asked for on a day. Nothing here leads to a person: no user, no address, no session, no time of day."""

    words = models.CharField(_("words"), max_length=100)
    day = models.DateField(_("day"))
    asked = models.PositiveIntegerField(_("asked"), default=0)
    nothing = models.PositiveIntegerField(_("nothing found"), default=0)
    opened = models.PositiveIntegerField(_("practices opened"), default=0)

    class Meta:
        verbose_name = _("count of a query")
        verbose_name_plural = _("counts of queries")
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="search_query_day_once")]
        indexes = [models.Index(fields=["words"], name="search_query_words")]

    def __str__(self) -> str:
        return self.words


class HiddenQuery(models.Model):
    """Words that an editor called noise: they are left out of the lists."""

    words = models.CharField(_("words"), max_length=100, unique=True)
    hidden_at = models.DateTimeField(_("hidden"))

    class Meta:
        verbose_name = _("hidden query")
        verbose_name_plural = _("hidden queries")

    def __str__(self) -> str:
        return self.words


class FileText(models.Model):
    """Text of a public file of a practice, as the index has it; `place` is its name in the public storage. Can be made anew from the file at any time."""

    practice = models.ForeignKey("portfolio.Practice", on_delete=models.CASCADE, related_name="file_texts")
    place = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64, db_index=True)
    text = models.TextField(blank=True)
    problem = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "place"], name="search_file_once")]

    def __str__(self) -> str:
        return self.place
