"""Sectors, tags, national projects: codes are stable, labels are edited."""
from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from taxonomy.rules.hue import hue_of


class Named(models.Model):
    """A Russian name with its English pair."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Name in the reader's language."""
        return self.name_en if get_language() == "en" and self.name_en else self.name


class Sector(Named):
    """A sector (WST) or its second level (WST.cont)."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("parent"))
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    aliases = models.JSONField(_("former codes"), default=list, blank=True)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    @property
    def hue(self) -> str:
        """CSS class of the sector's mark: d-wst."""
        return hue_of(self.code)


class NationalProject(Named):
    """A national project, versioned by period."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    year_from = models.PositiveSmallIntegerField(_("from year"))
    year_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)

    class Meta:
        ordering = ["-year_from", "name"]
        verbose_name = _("national project")
        verbose_name_plural = _("national projects")


class Tag(Named):
    """A cross-cutting theme that is no sector: digital, lean, heritage …"""

    code = models.SlugField(_("code"), max_length=40, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
