"""Handlers that do an idempotent effect and note every try; slow enough for a kill to hit them in the middle."""
from __future__ import annotations

import os
import time

from django.conf import settings
from django.db import transaction

from ops.jobs import job_kind
from ops.models import Counter
from ops.outbox import Later, extend, handles

PAUSE = 0.003


def note(kind: str, key: str) -> None:
    """A line in the list of tries, which a kill cannot take back."""
    line = os.open(settings.VAR / "tries", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(line, f"{kind} {key}\n".encode())
    os.close(line)
    time.sleep(PAUSE)


def effect(kind: str, key: str) -> None:
    """A row that stands once however often it is written."""
    Counter.objects.update_or_create(name=f"effect {kind} {key}", defaults={"value": 1})


@handles("tested", "batch", limit=20)
def batch(rows):
    """As the index does: the whole batch in one stroke."""
    for row in rows:
        note("batch", row.key)
    with transaction.atomic():
        for row in rows:
            effect("batch", row.key)


@handles("tested", "single", limit=1)
def single(rows):
    """One effect at a time."""
    for row in rows:
        note("single", row.key)
        effect("single", row.key)


@handles("tested", "file", limit=5)
def file(rows):
    """An effect outside of the database: a file under its own name, by rename."""
    for row in rows:
        extend(rows)
        note("file", row.key)
        half = settings.VAR / f"half-{os.getpid()}"
        half.write_text(row.key)
        os.replace(half, settings.VAR / f"effect-{row.key}")


@handles("tested", "moody", limit=10)
def moody(rows):
    """Cannot work at its first try, and says so."""
    mark = settings.VAR / "mood"
    if not mark.exists():
        mark.write_text("")
        raise Later("not in the mood")
    for row in rows:
        note("moody", row.key)
        effect("moody", row.key)


@job_kind("tested")
def long_work(job, progress):
    """Ten steps; a second run counts and skips those done, as an import does with its rows."""
    keys = [f"{job.pk}.{n}" for n in range(10)]
    done = {key for key in keys if Counter.objects.filter(name=f"effect job {key}").exists()}
    progress.at(len(done))
    for key in keys:
        if key not in done:
            note("job", key)
            effect("job", key)
            progress.step(done=1)
    return {}
