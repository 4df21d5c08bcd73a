"""People, their posts, the organisations they work in; pairs that may be one person; merges that can be undone."""
from __future__ import annotations

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ops.secrets import EncryptedTextField
from people.fields import FoldedField
from people.querysets import MergeQuerySet, PersonQuerySet
from territories.models import Municipality, Region


class Sex(models.TextChoices):
    """Asked for the fairness check of selection only; may be missing."""

    FEMALE = "f", _("Female")
    MALE = "m", _("Male")


class Person(models.Model):
    """Somebody the programme knows, with or without a user.

    A row that was merged into another stays as a shadow (`merged_into`): nothing points at it any more but what could not be moved, its
    address leads to the row that was kept, and undoing the merge makes it a person again. `Person.objects.current()` leaves shadows out.
    """

    Sex = Sex

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    family = models.CharField(_("family name"), max_length=100)
    given = models.CharField(_("given name"), max_length=100)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = EncryptedTextField(_("phone"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person", verbose_name=_("user"),
    )
    search_key = FoldedField(max_length=310, sources=("family", "given", "patronymic"))
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="shadows", editable=False)
    anonymised_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["search_key", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["search_key"], name="people_person_key"), models.Index(fields=["email"], name="people_person_email"),
            models.Index(fields=["birth_date"], name="people_person_birth"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="people_not_into_oneself")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """«Кедров Игнат Савельевич»."""
        return " ".join(part for part in (self.family, self.given, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        """«Кедров И. С.»."""
        return " ".join([self.family, *(f"{part[0]}." for part in (self.given, self.patronymic) if part)])

    @property
    def is_current(self) -> bool:
        """Whether this is a person, not the shadow of a merged one."""
        return self.merged_into_id is None


class Organisation(models.Model):
    """Where people work who do not work in a municipality, or in which part of it. No INN is "unknown"."""

    name = models.CharField(_("name"), max_length=300)
    inn = models.CharField(_("INN"), max_length=12, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("region"))
    search_key = FoldedField(max_length=300, sources=("name",))
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["search_key", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [models.Index(fields=["search_key"], name="people_organisation_key")]
        constraints = [models.UniqueConstraint(fields=["inn"], condition=~Q(inn=""), name="people_inn_once")]

    def __str__(self) -> str:
        return self.name


class PostCategory(models.TextChoices):
    """What the programme tells apart."""

    HEAD = "head", _("Head of a municipality")
    DEPUTY = "deputy", _("Deputy head")
    DEPARTMENT_HEAD = "department_head", _("Head of a department")
    REGIONAL = "regional", _("Regional authority")
    ORGANISATION = "organisation", _("Organisation")
    OTHER = "other", _("Other")


class Post(models.Model):
    """Work of a person in an organisation or a municipality (or both). Without `ended_on` it goes on; without `started_on` its start is unknown."""

    Category = PostCategory

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="posts", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="posts", verbose_name=_("organisation"),
    )
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="posts", verbose_name=_("municipality"),
    )
    title = models.CharField(_("post"), max_length=200)
    category = models.CharField(_("category"), max_length=16, choices=PostCategory)
    started_on = models.DateField(_("in the post from"), null=True, blank=True)
    ended_on = models.DateField(_("in the post until"), null=True, blank=True)
    is_managerial = models.BooleanField(_("managerial"), default=False)
    subordinates = models.PositiveIntegerField(_("subordinates"), null=True, blank=True)
    budget_krub = models.DecimalField(_("budget, thousand roubles"), max_digits=14, decimal_places=1, null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = [F("ended_on").desc(nulls_first=True), F("started_on").desc(nulls_last=True), "pk"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(condition=Q(organisation__isnull=False) | Q(municipality__isnull=False), name="people_post_somewhere"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="people_post_ends_later",
            ),
            models.CheckConstraint(condition=Q(budget_krub__isnull=True) | Q(budget_krub__gte=0), name="people_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, on: date) -> bool:
        """Whether the post is held on that day, as far as is known."""
        return (self.started_on is None or self.started_on <= on) and (self.ended_on is None or on <= self.ended_on)


class DuplicateState(models.TextChoices):
    """What became of a pair. A merged pair is found by its merge."""

    PROPOSED = "proposed", _("Waits for a decision")
    DISMISSED = "dismissed", _("Different people")


class BlockKey(models.Model):
    """What a person must share with another to be compared at all: a short hash, so that nobody reads names out of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="block_keys")
    key = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="people_key_once")]
        indexes = [models.Index(fields=["key"], name="people_block_key")]

    def __str__(self) -> str:
        return self.key


class Duplicate(models.Model):
    """Two rows that may be one person, with the reasons; a dismissed pair is remembered and never proposed again."""

    State = DuplicateState

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=DuplicateState, default=DuplicateState.PROPOSED)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="people_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="people_pair_in_order"),
        ]
        indexes = [models.Index(fields=["state", "-score"], name="people_pair_queue")]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"


class Merge(models.Model):
    """`gone` became a shadow of `kept`; can be undone until `undo_until`. `changes` are the values of `kept` before and after, encrypted JSON."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undo_until = models.DateTimeField()
    changes = EncryptedTextField(blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    not_restored = models.JSONField(default=list, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["gone"], condition=Q(undone_at__isnull=True), name="people_gone_once")]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be undone at that instant; the last one counts."""
        return self.undone_at is None and self.closed_at is None and at <= self.undo_until


class MergedLink(models.Model):
    """A row that pointed at the gone person: moved to the kept one, or left because the kept one has such a row already."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="links")
    model = models.CharField(max_length=100)
    field = models.CharField(max_length=100)
    object_pk = models.CharField(max_length=64)
    is_moved = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "model", "field", "object_pk"], name="people_link_once")]

    def __str__(self) -> str:
        return f"{self.model}.{self.field} {self.object_pk}"
