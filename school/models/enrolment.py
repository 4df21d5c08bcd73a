"""A person's place in a stream, and the log of what happened to it."""
from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from school.models.programme import Intake, Stream
from school.states import EnrolmentState


class EnrolmentRole(models.TextChoices):
    """As what the person studies; a leader and members only in a programme by teams."""

    TRAINEE = "trainee", pgettext_lazy("enrolment", "trainee")
    TEAM_LEADER = "team_leader", pgettext_lazy("enrolment", "team leader")
    TEAM_MEMBER = "team_member", pgettext_lazy("enrolment", "team member")


class Enrolment(models.Model):
    """Who studies where. `intake` repeats the stream's, so that the database itself keeps a person from being enrolled twice."""

    Role = EnrolmentRole
    State = EnrolmentState

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="enrolments")
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="enrolments")
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="enrolments")
    role = models.CharField(max_length=12, choices=EnrolmentRole, default=EnrolmentRole.TRAINEE)
    state = models.CharField(max_length=10, choices=EnrolmentState, default=EnrolmentState.ACTIVE)
    enrolled_on = models.DateField()
    state_on = models.DateField()
    return_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "intake"], condition=~Q(state="withdrawn"), name="school_enrolment_once"),
            models.CheckConstraint(condition=Q(return_on=None) | Q(state="leave"), name="school_return_only_from_leave"),
            models.CheckConstraint(condition=Q(state_on__gte=F("enrolled_on")), name="school_state_after_enrolment"),
        ]
        indexes = [models.Index(fields=["stream", "state"], name="school_enrolment_stream")]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.stream_id}: {self.state}"


class MoveKind(models.TextChoices):
    """What happened to an enrolment."""

    ENROL = "enrol", pgettext_lazy("move", "enrolled")
    TRANSFER = "transfer", pgettext_lazy("move", "transferred to another stream")
    LEAVE = "leave", pgettext_lazy("move", "leave given")
    RETURN = "return", pgettext_lazy("move", "returned from leave")
    WITHDRAW = "withdraw", pgettext_lazy("move", "withdrawn")
    COMPLETE = "complete", pgettext_lazy("move", "completed")
    REINSTATE = "reinstate", pgettext_lazy("move", "taken back")
    REOPEN = "reopen", pgettext_lazy("move", "completion undone")


class EnrolmentMove(models.Model):
    """One line of an enrolment's history; written by the actions, never changed. `batch` joins those of one bulk transfer."""

    Kind = MoveKind

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=10, choices=MoveKind)
    state_before = models.CharField(max_length=10, choices=EnrolmentState, blank=True)
    state_after = models.CharField(max_length=10, choices=EnrolmentState)
    stream_before = models.ForeignKey(Stream, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stream_after = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.kind}"
