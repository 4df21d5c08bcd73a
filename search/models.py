"""What editors teach the search."""
from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin


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
