"""Programme, intake, stream: the set-up, edited in the back office."""
from __future__ import annotations

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from school.states import IntakeState

MOST_PLACES = 10_000
MOST_HOURS = 5_000


class ProgrammeKind(models.TextChoices):
    """Who studies: single persons, or teams with a leader."""

    INDIVIDUAL = "individual", pgettext_lazy("programme", "individual")
    TEAM = "team", pgettext_lazy("programme", "by teams")


class Programme(models.Model):
    """A training programme; what it promises is its intakes' business. No hours yet is null, never zero."""

    Kind = ProgrammeKind

    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("Small Latin letters, figures and hyphens. It is written once."))
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    kind = models.CharField(_("who studies"), max_length=10, choices=ProgrammeKind, default=ProgrammeKind.INDIVIDUAL)
    organiser = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="programmes", verbose_name=_("organiser"),
    )
    purpose = models.TextField(_("purpose"), max_length=2000, blank=True)
    hours_total = models.PositiveSmallIntegerField(
        _("hours in all"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
        help_text=_("Leave it empty while it is not known."),
    )
    public = models.BooleanField(_("shown to the public"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [models.CheckConstraint(condition=Q(hours_total__isnull=True) | Q(hours_total__gte=1), name="school_programme_hours")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Title in the reader's language."""
        return self.title_en if get_language() == "en" and self.title_en else self.title


class Dated(models.Model):
    """First and last day, either of which may not be known yet."""

    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """In order, said in words before the database says it."""
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The last day is before the first. Change one of them.")})


class Intake(Dated, ClusterableModel):
    """One run of a programme: dates, places, regions in their order."""

    State = IntakeState

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="intakes", verbose_name=_("programme"))
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    label = models.CharField(_("name"), max_length=120, blank=True, help_text=_("For instance «First intake, 2024». Empty: the number is shown."))
    label_en = models.CharField(_("name in English"), max_length=120, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)])
    state = models.CharField(_("state"), max_length=10, choices=IntakeState, default=IntakeState.PLAN, editable=False)
    regions: models.ManyToManyField[models.Model, models.Model] = models.ManyToManyField(
        "territories.Region", through="school.IntakeRegion", related_name="intakes", verbose_name=_("regions"),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["programme__title", "-number"]
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="school_intake_number_once"),
            models.CheckConstraint(condition=Q(places__gte=1), name="school_intake_places"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")) | Q(starts=None) | Q(ends=None), name="school_intake_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.programme.label}: {self.name}"

    @property
    def name(self) -> str:
        """Its name in the reader's language, else its number."""
        named = self.label_en if get_language() == "en" and self.label_en else self.label
        return named or _("Intake %(number)s") % {"number": self.number}


class IntakeRegion(Orderable):
    """A region that takes part in an intake, in the order of the list."""

    intake = ParentalKey(Intake, on_delete=models.CASCADE, related_name="region_rows")
    region = models.ForeignKey("territories.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))

    class Meta(Orderable.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [models.UniqueConstraint(fields=["intake", "region"], name="school_intake_region_once")]

    def __str__(self) -> str:
        return str(self.region)


class Stream(Dated):
    """Part of an intake that studies together; its own dates where they differ from the intake's."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    intake = ParentalKey(Intake, on_delete=models.CASCADE, related_name="streams", verbose_name=_("intake"))
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    title = models.CharField(_("name"), max_length=120, blank=True)
    title_en = models.CharField(_("name in English"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)])
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("stream")
        verbose_name_plural = _("streams")
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="school_stream_number_once"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="school_stream_capacity"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")) | Q(starts=None) | Q(ends=None), name="school_stream_dates"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its name in the reader's language, else its number."""
        named = self.title_en if get_language() == "en" and self.title_en else self.title
        return named or _("Stream %(number)s") % {"number": self.number}


class IntakeStep(models.Model):
    """A move of an intake from state to state; written by the action, never changed."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10, choices=IntakeState)
    after = models.CharField(max_length=10, choices=IntakeState)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.intake_id}: {self.before} → {self.after}"
