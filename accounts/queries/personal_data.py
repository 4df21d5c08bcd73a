"""One's own data: the file, the request to erase, who looked."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions.export_data import EVERY
from accounts.exporting import EXPORT, KEPT_DAYS, KIND
from accounts.models import Erasure, ReadLog, User
from accounts.reading import SUBJECTS
from ops.jobs import OPEN
from ops.models import Job, PrivateFile

SHOWN = 20


@dataclass(frozen=True)
class ExportView:
    """Where the file stands: being made, there until a day, failed, or free to be asked for."""

    job: Job | None
    file: PrivateFile | None
    until: datetime | None
    again_at: datetime | None

    @property
    def running(self) -> bool:
        """Whether it is being collected."""
        return self.job is not None and self.job.state in OPEN

    @property
    def failed(self) -> bool:
        """Whether the last try broke off."""
        return self.job is not None and self.job.state == Job.State.FAILED

    @property
    def may_ask(self) -> bool:
        """Whether the button is shown."""
        return not self.running and self.again_at is None


def export_view(user: User, at: datetime) -> ExportView:
    """The last job and the newest file that may still be taken (two queries)."""
    job = Job.objects.filter(kind=KIND, by=user).first()
    kept_since = at - timedelta(days=KEPT_DAYS)
    files = PrivateFile.objects.filter(purpose=EXPORT, owner_key__startswith=str(user.public_id), created_at__gt=kept_since)
    file = files.order_by("-created_at").first()
    counts = job is not None and job.state not in (Job.State.FAILED, Job.State.CANCELLED) and job.created_at > at - EVERY
    again_at = job.created_at + EVERY if job is not None and counts else None
    return ExportView(job, file, file.created_at + timedelta(days=KEPT_DAYS) if file else None, again_at)


def last_erasure(user: User) -> Erasure | None:
    """The newest request (one query)."""
    return Erasure.objects.filter(user=user).first()


def ids_of(user: User) -> set[UUID]:
    """Every id under which rooms know this user (a query per room)."""
    return {user.public_id}.union(*(room.ids_of(user) for room in SUBJECTS.values()))


@dataclass(frozen=True)
class Look:
    """Somebody looked: who, at what, when."""

    who: str
    what: str
    at: datetime


def looks_at(user: User) -> tuple[list[Look], int]:
    """The last twenty looks of others at this person's data, and how many there are (three queries, and one per room that keeps people)."""
    rows: QuerySet[ReadLog] = ReadLog.objects.filter(subject__in=ids_of(user))
    shown = list(rows[:SHOWN])
    names = names_of({row.reader for row in shown})
    return [Look(names.get(row.reader, _("somebody erased")), shown_what(row.what), row.at) for row in shown], rows.count()


def shown_what(what: str) -> str:
    """The text in the reader's language, where it is one of ours."""
    return _(what) if what else ""


def names_of(ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of users and of people (a query, and one per room that keeps people); nobody erased among them."""
    found: dict[UUID, str] = {}
    for room in SUBJECTS.values():
        found.update(room.names_of(ids))
    users = User.objects.filter(public_id__in=ids).exclude(email__endswith="@erased.invalid").values_list("public_id", "name", "email")
    found.update({public_id: name or email for public_id, name, email in users})
    return found
