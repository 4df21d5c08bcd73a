"""Days that deviate from the calendar of the law, by official transfer."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarYear(models.Model):
    """A year whose official transfers are known; a year without a row follows the law alone, and screens say so."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    source = models.CharField(_("decision"), max_length=300, help_text=_("The act of the Government that moves the days off"))
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-year"]
        verbose_name = _("year of the calendar")
        verbose_name_plural = _("working days")

    def __str__(self) -> str:
        return str(self.year)


class WorkingDay(models.Model):
    """One day of a known year that is not what the law alone would make it."""

    calendar = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    date = models.DateField(unique=True)
    is_working = models.BooleanField()

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date}: {'+' if self.is_working else '-'}"
