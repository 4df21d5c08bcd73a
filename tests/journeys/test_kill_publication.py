"""kill -9 of the runner while the 157 practices of the examples go live: index equals database, nothing is doubled."""
from __future__ import annotations

import random

import pytest
from django.core.files import File
from django.db.models import Count
from django.utils import timezone

from accounts.roles import Role
from ops.imports.apply import start_apply
from ops.imports.publish import start_publish
from ops.imports.take import take_file
from ops.models import Job, OutboxRow
from ops.outbox import drain_all
from portfolio.models import Practice, PracticeRelease
from tests.architecture.test_layers import ROOT
from tests.factories.territories import load_reference
from tests.ops.runners import Runners, still_open
from tests.people import someone

ALL = 157


@pytest.fixture
def publication(committing_db, tmp_path, settings):
    """Both example files written as drafts, their publication owed; processes that may do it."""
    settings.SEARCH_INDEX, settings.PRIVATE_ROOT = tmp_path / "search", tmp_path / "private"
    load_reference()
    editor = someone(Role.CONTENT_EDITOR)
    batches = []
    for name in ("practices-ru.xlsx", "practices-ru-more.xlsx"):
        with (ROOT / "examples" / name).open("rb") as file:
            batch = take_file("practices", File(file, name=name), editor, timezone.now())
        drain_all()
        batch.refresh_from_db()
        start_apply(batch, editor, timezone.now())
        drain_all()
        batches.append(batch)
    for batch in batches:
        batch.refresh_from_db()
        start_publish(batch, editor, timezone.now())
    assert Practice.objects.filter(live=False).count() == ALL
    runners = Runners(tmp_path)
    yield runners
    runners.end()


def live() -> int:
    """Practices that are public now."""
    return Practice.objects.filter(live=True).count()


def kill_while_publishing(runners: Runners, *options: str, after: int = 1) -> None:
    """Start a runner and kill it at a random moment after some more went live."""
    runner = runners.start("run_outbox", *options)
    goal = live() + after + random.randrange(30)
    runners.wait(lambda: live() >= goal)
    runners.kill(runner)


def check(runners: Runners) -> int:
    """Exit code of `search_check`."""
    return runners.start("search_check").wait(60)


def test_runner_killed_three_times_while_157_go_live_index_equals_database(publication):
    for _ in range(3):
        kill_while_publishing(publication)
        assert 0 < live() < ALL
    publication.start("run_outbox")
    publication.wait(lambda: live() == ALL and still_open() == 0)
    assert check(publication) == 0
    assert list(PracticeRelease.objects.values("practice").annotate(n=Count("id")).values_list("n", flat=True)) == [1] * ALL
    assert OutboxRow.objects.filter(event="practice_changed").count() == ALL
    assert OutboxRow.objects.filter(dead_at__isnull=False).count() == 0
    assert set(Job.objects.filter(kind="import.publish").values_list("state", "failed")) == {("done", 0)}


def test_without_the_reaper_a_killed_publication_stays_unfinished(publication):
    """Control: with dead leases left alone the rest never goes live."""
    kill_while_publishing(publication, "--no-reaper")
    publication.start("run_outbox", "--no-reaper")
    with pytest.raises(AssertionError):
        publication.wait(lambda: live() == ALL and still_open() == 0, seconds=12)
