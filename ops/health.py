"""What `/readyz` asks. A room adds its own question with `check`."""
from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min, Q
from django.utils import timezone

from ops.letters import dead_letters
from ops.outbox import due

log = logging.getLogger(__name__)
LONGEST_LAG = timedelta(minutes=15)
Numbers = Mapping[str, int | float | str | bool]


class NotReady(Exception):
    """Raised by a question that is answered with no; its text is shown and holds no secret."""


Question = Callable[[], Numbers]
QUESTIONS: dict[str, Question] = {}
MIGRATED: set[str] = set()


def check(name: str) -> Callable[[Question], Question]:
    """Register a question: fn() -> numbers to show; it raises NotReady for no, and whatever else it raises is a no without details."""

    def register(question: Question) -> Question:
        QUESTIONS[name] = question
        return question

    return register


@dataclass(frozen=True)
class Answer:
    """What one question brought: yes or no, why, and its numbers."""

    ok: bool
    reason: str = ""
    numbers: Numbers = field(default_factory=dict)


def ask(question: Question) -> Answer:
    """One answer. The text of an unforeseen error may hold a password or an address, so only its kind is shown."""
    try:
        return Answer(True, numbers=question())
    except NotReady as no:
        return Answer(False, str(no))
    except Exception as error:
        log.exception("readiness: %s failed", question.__name__)
        return Answer(False, type(error).__name__)


def readiness() -> dict[str, Answer]:
    """Every answer by name. Without a database nobody else is asked but the disk."""
    answers = {"database": ask(database), "disk": ask(disk)}
    if answers["database"].ok:
        answers |= {name: ask(question) for name, question in {"migrations": migrations, "outbox": outbox, **QUESTIONS}.items()}
    return answers


def database() -> Numbers:
    """Whether it answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.exception("readiness: the database does not answer")
        raise NotReady("the database does not answer") from error
    return {}


def migrations() -> Numbers:
    """Whether none is missing; a yes is kept for the life of the process, because asking reads every migration file."""
    name = str(connection.settings_dict["NAME"])
    if name not in MIGRATED:
        executor = MigrationExecutor(connection)
        if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise NotReady(f"{len(missing)} migrations are missing")
        MIGRATED.add(name)
    return {}


def outbox() -> Numbers:
    """Age in seconds of the oldest debt that is due and of the oldest waiting job, and how many letters are dead.

    A job may honestly wait for hours behind a long one, and dead letters call staff: neither stops the site.
    """
    now = timezone.now()
    oldest = due(now, reaper=True).order_by().aggregate(
        debt=Min("due_at", filter=~Q(event="job")), job=Min("due_at", filter=Q(event="job")),
    )
    lag, job_lag = (int((now - since).total_seconds()) if since else 0 for since in (oldest["debt"], oldest["job"]))
    if lag > LONGEST_LAG.total_seconds():
        raise NotReady(f"the oldest debt waits {lag} s: does the runner run?")
    return {"lag_seconds": lag, "oldest_job_seconds": job_lag, "dead": dead_letters().count()}


def disk() -> Numbers:
    """Free megabytes above the floor."""
    free = shutil.disk_usage(settings.VAR).free
    if free < settings.FREE_SPACE_FLOOR:
        raise NotReady("the disk is full")
    return {"free_mb": free // (1024 * 1024)}
