"""Typed rows of a practice: indicators, budget lines, places."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("more is better")
    DOWN = "down", _("less is better")


class FundingSource(models.TextChoices):
    """Who paid."""

    FEDERAL = "federal", _("Federal budget")
    REGIONAL = "regional", _("Regional budget")
    LOCAL = "local", _("Local budget")
    BUSINESS = "business", _("Business")
    RESIDENTS = "residents", _("Residents")
    GRANT = "grant", _("Grant")
    OWN_LABOUR = "own_labour", _("Own labour")


class PracticeIndicator(Orderable):
    """A figure that changed: unit, before, target, actual. Missing is null, never zero."""

    practice = ParentalKey("portfolio.Practice", on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("indicator"), max_length=150)
    unit = models.CharField(_("unit"), max_length=40)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.DOWN)
    baseline = models.DecimalField(_("before"), max_digits=14, decimal_places=3, null=True, blank=True)
    baseline_on = models.DateField(_("date of the baseline"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=3, null=True, blank=True)
    target_on = models.DateField(_("date of the target"), null=True, blank=True)
    actual = models.DecimalField(_("actual"), max_digits=14, decimal_places=3, null=True, blank=True)
    actual_on = models.DateField(_("date of measuring"), null=True, blank=True)
    source = models.CharField(_("source of the figure"), max_length=200, blank=True)
    is_headline = models.BooleanField(_("leads the card"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return self.name


class PracticeBudgetLine(Orderable):
    """Money of one source, in thousand roubles."""

    practice = ParentalKey("portfolio.Practice", on_delete=models.CASCADE, related_name="budget_lines")
    source = models.CharField(_("source"), max_length=10, choices=FundingSource)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    amount_krub = models.DecimalField(_("amount, thousand roubles"), max_digits=14, decimal_places=1)

    class Meta(Orderable.Meta):
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = [models.CheckConstraint(condition=models.Q(amount_krub__gte=0), name="portfolio_budget_not_negative")]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.amount_krub}"


class PracticePlace(Orderable):
    """A municipality of the practice with its share in per cent; the first is the main one, shares add up to 100."""

    practice = ParentalKey("portfolio.Practice", on_delete=models.CASCADE, related_name="places")
    municipality = models.ForeignKey("territories.Municipality", on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality"))
    settlement = models.CharField(_("settlement"), max_length=120, blank=True, help_text=_("Where it is a settlement of the district."))
    share = models.DecimalField(_("share, %"), max_digits=6, decimal_places=3, default=100)

    class Meta(Orderable.Meta):
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [models.CheckConstraint(condition=models.Q(share__gt=0, share__lte=100), name="portfolio_share_range")]

    def __str__(self) -> str:
        return str(self.municipality)
