"""The public half of decision 5: a practice holds released fields only."""
from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin


class Kind(models.TextChoices):
    """What sort of change it is."""

    PROCESS = "process", _("Process")
    SERVICE = "service", _("Service")
    MANAGEMENT_MODEL = "management_model", _("Management model")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure")
    PROGRAMME = "programme", _("Programme")
    DIGITAL = "digital", _("Digital solution")


class Stage(models.TextChoices):
    """The printed stage. A plan never looks like a result."""

    DEFENDED = "defended", _("Planned")
    IMPLEMENTING = "implementing", _("Being implemented")
    REPORTED = "reported", _("Implemented, reported")
    VERIFIED = "verified", _("Result verified")
    STOPPED = "stopped", _("Stopped")


class Origin(models.TextChoices):
    """Where a practice came from."""

    PROJECT = "project", _("Graduate project")
    IMPORT = "import", _("Import")
    PROPOSAL = "proposal", _("Proposal of a municipality")
    EDITOR = "editor", _("Written by an editor")


class Practice(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """A published practice, or its draft. Going live has one gate: `publish()`."""

    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year of first publication"), null=True, blank=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=120, blank=True, editable=False)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.EDITOR, editable=False)
    source = models.CharField(_("source of the import"), max_length=100, blank=True, editable=False)
    source_key = models.CharField(_("key in the source"), max_length=200, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=150)
    short_title = models.CharField(_("short title"), max_length=40, blank=True, help_text=_("For the media, up to 40 characters."))
    annotation = models.TextField(_("annotation"), max_length=600, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, blank=True)
    sector = models.ForeignKey("taxonomy.Sector", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("sector"))
    subsectors = ParentalManyToManyField("taxonomy.Sector", blank=True, related_name="+", verbose_name=_("second level"))
    tags = ParentalManyToManyField("taxonomy.Tag", blank=True, related_name="+", verbose_name=_("tags"))
    keywords = models.CharField(_("keywords"), max_length=300, blank=True, help_text=_("Separated by semicolons."))
    national_project = models.ForeignKey(
        "taxonomy.NationalProject", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("national project")
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    goal = models.TextField(_("goal"), blank=True)
    key_ambition = models.TextField(_("key ambition"), blank=True)
    solution = models.TextField(_("solution"), blank=True)
    lessons = models.TextField(_("lessons"), blank=True)
    cover = models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("cover"))
    cost_krub = models.DecimalField(_("cost, thousand roubles"), max_digits=14, decimal_places=1, null=True, blank=True, editable=False)
    language = models.CharField(_("language of the text"), max_length=2, choices=[("ru", "Русский"), ("en", "English")], default="ru")
    licence = models.CharField(_("licence of the text"), max_length=40, default="CC BY 4.0", blank=True)
    demo = models.BooleanField(_("teaching example"), default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    _revisions = GenericRelation("wagtailcore.Revision", content_type_field="content_type", object_id_field="object_id", related_query_name="practice", for_concrete_model=False)
    workflow_states = GenericRelation("wagtailcore.WorkflowState", content_type_field="base_content_type", object_id_field="object_id", related_query_name="practice", for_concrete_model=False)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="portfolio_practice_source_once", condition=~models.Q(source_key="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> models.Manager[Revision]:
        """Wagtail's revisions of this practice."""
        return self._revisions  # type: ignore[no-any-return]

    @property
    def code(self) -> str:
        """SM-2024-0157; before the first publication the year is not known."""
        return f"SM-{self.year}-{self.number:04d}" if self.year else f"SM-{self.number:04d}"
