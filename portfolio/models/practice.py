"""The public half of decision 5: a practice holds released fields only."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.locks import BaseLock
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin

from portfolio.fields import TEXTS, BudgetFields, IndicatorFields, PlaceFields, PracticeFields
from portfolio.gate import NotReady, TombstoneLock
from portfolio.querysets import PracticeQuerySet
from portfolio.rules.number import printed_number
from portfolio.rules.publication import missing_for_publication
from portfolio.rules.slug import slug_of
from portfolio.rules.target import cost_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User


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


OF_THE_PRACTICE = ("number", "year", "slug", "origin", "source", "source_key", "refusal", "withdrawn_at", "created_at", "is_substantial")
"""Fields of the practice as a whole: a revision that is opened or published never sets them back."""


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
    refusal = models.JSONField(default=list, blank=True, editable=False)
    is_substantial = models.BooleanField(
        _("substantial change"), default=False,
        help_text=_("Those who saved a search that finds this practice are told of the next publication. It is ticked anew each time."),
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    _revisions = GenericRelation("wagtailcore.Revision", content_type_field="content_type", object_id_field="object_id", related_query_name="practice", for_concrete_model=False)
    workflow_states = GenericRelation("wagtailcore.WorkflowState", content_type_field="base_content_type", object_id_field="object_id", related_query_name="practice", for_concrete_model=False)

    objects = PracticeQuerySet.as_manager()

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
        return printed_number(self.number, self.year)

    def get_absolute_url(self) -> str:
        """Its public address; empty before the first publication."""
        return reverse("portfolio:practice", args=[self.number, self.slug]) if self.slug else ""

    def get_lock(self) -> BaseLock | None:
        """A withdrawn practice is closed for everyone; else Wagtail's own locks."""
        return TombstoneLock(self) if self.withdrawn_at else super().get_lock()

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The public page of this text. Wagtail asks the model, so the view is found here by name."""
        return import_string("portfolio.views.practice.preview")(request, self)  # type: ignore[no-any-return]

    def as_fields(self) -> PracticeFields:
        """This text as plain values, unsaved rows included."""
        return PracticeFields(
            **{name: getattr(self, name) for name in TEXTS},
            subsector_ids=tuple(sector.pk for sector in self.subsectors.all()), tag_ids=tuple(tag.pk for tag in self.tags.all()),
            places=tuple(PlaceFields(row.municipality_id, row.settlement, row.share) for row in self.places.all()),
            indicators=tuple(
                IndicatorFields(**{name: getattr(row, name) for name in IndicatorFields.__dataclass_fields__}) for row in self.indicators.all()
            ),
            budget=tuple(BudgetFields(row.source, row.amount_krub, row.year, row.purpose) for row in self.budget_lines.all()),
        )

    def with_content_json(self, content: dict[str, Any]) -> Practice:
        """The revision's text on this row; number, address and tombstone stay those of the practice."""
        practice: Practice = super().with_content_json(content)
        for name in OF_THE_PRACTICE:
            setattr(practice, name, getattr(self, name))
        return practice

    def publish(
        self, revision: Revision, user: User | None = None, changed: bool = True, log_action: bool | str = True,
        previous_revision: Revision | None = None, skip_permission_checks: bool = False,
    ) -> None:
        """The one gate to the public: row lock, what is required, then Wagtail's own act. Raises `NotReady` and changes nothing."""
        # At the top this import would be circular: Wagtail's actions import its models.
        from wagtail.actions.publish_revision import PublishRevisionAction

        with transaction.atomic():
            revision.content_object = type(self).objects.select_for_update().get(pk=self.pk)
            action = PublishRevisionAction(revision, user=user, changed=changed, previous_revision=previous_revision)
            action.log_action = log_action  # type: ignore[assignment]
            action.check(skip_permission_checks=skip_permission_checks)
            action.object.prepare_to_go_live()
            action.execute(skip_permission_checks=skip_permission_checks)

    def prepare_to_go_live(self) -> None:
        """Refuse what is incomplete; fix cost, and at the first publication address and year. Raises `NotReady`."""
        fields = self.as_fields()
        if missing := missing_for_publication(fields, withdrawn=self.withdrawn_at is not None):
            raise NotReady(missing)
        self.cost_krub = cost_of(line.amount_krub for line in fields.budget)
        self.refusal = []
        now = timezone.now()
        if not self.slug and (self.go_live_at is None or self.go_live_at <= now):
            self.slug, self.year = slug_of(self.title), timezone.localtime(now).year

    def unpublish(self, set_expired: bool = False, commit: bool = True, user: User | None = None, log_action: bool | str = True) -> None:
        """Take back from the public, on the locked live row: the object at hand may hold a draft's text."""
        from wagtail.actions.unpublish import UnpublishAction

        with transaction.atomic():
            row = type(self).objects.select_for_update().get(pk=self.pk)
            UnpublishAction(row, set_expired=set_expired, commit=commit, user=user, log_action=log_action).execute(skip_permission_checks=True)
        self.live, self.has_unpublished_changes, self.expired, self.live_revision = (
            row.live, row.has_unpublished_changes, row.expired, row.live_revision,
        )
