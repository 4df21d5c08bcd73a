"""Runners killed by SIGKILL while they tell sixty people: nobody is left out, nobody is told twice."""
from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import deliveries
from accounts.models import Notice, NoticeReader
from accounts.notices import notify
from accounts.rules.delivery import Way
from ops.mail import NAMESPACE
from ops.models import OutboxRow
from tests.factories.accounts import UserFactory
from tests.ops.runners import Runners, letters, still_open

PEOPLE, KILLS = 60, 3


@pytest.fixture
def runners(committing_db, tmp_path):
    """Processes on a real database, ended before it is taken away."""
    runners = Runners(tmp_path)
    yield runners
    runners.end()


def tell_everybody() -> None:
    """One thing at once, two for the digest whose hour has passed."""
    at = timezone.now()
    for user in UserFactory.create_batch(PEOPLE):
        notify(user, "job.failed", "Сразу", "", "/desk/", "at once", at)
        for n in range(2):
            notify(user, "outbox.dead", f"В сводку {n}", "", "/desk/", f"digest {n}", at - timedelta(days=2))


def mailed(*ways: str) -> int:
    """Notifications whose letter is owed."""
    return Notice.objects.filter(way__in=ways, mailed_at__isnull=False).count()


def expected() -> set[str]:
    """Message-IDs of one letter and one digest per person; a digest goes by its oldest notification."""
    firsts = Notice.objects.filter(key__in=["at once", "digest 0"]).values_list("reader__public_id", "public_id")
    return {uuid.uuid5(NAMESPACE, f"notices:{reader}:{notice}").hex for reader, notice in firsts}


def owed() -> list[str]:
    """The letters that were written down, each under what its Message-ID is made of."""
    return list(OutboxRow.objects.filter(event="mail").values_list("key", flat=True))


def test_three_kills_neither_lose_nor_double_a_letter_or_a_digest(runners):
    tell_everybody()
    assert Notice.objects.filter(due_at__lt=timezone.now()).count() == 2 * PEOPLE
    stages = (
        (lambda: mailed(Way.DAILY) > 10, lambda: mailed(Way.DAILY) < 2 * PEOPLE),
        (lambda: mailed(Way.NOW) > 5, lambda: mailed(Way.NOW) < PEOPLE),
        (lambda: runners.tries() > 20, lambda: runners.tries() < 2 * PEOPLE),
    )
    assert len(stages) == KILLS
    for has_begun, is_unfinished in stages:
        runner = runners.start("run_outbox")
        runners.wait(has_begun)
        runners.kill(runner)
        assert is_unfinished(), "killed too late to prove anything"
    runners.start("run_outbox")
    runners.wait(lambda: mailed(Way.DAILY, Way.NOW) == 3 * PEOPLE and still_open() == 0)
    sent = letters(runners.folder)
    assert {name.strip("<>").split("@")[0] for name in sent} == expected()
    assert sorted(owed()) == sorted(expected())
    assert sum(sent.values()) - 2 * PEOPLE <= KILLS  # a letter at the hand-over goes again under the same Message-ID


def test_a_digest_whose_note_was_lost_would_be_seen_by_this_count(committing_db):
    """The control: without the note on the notifications the same person gets a second digest, and the list of debts shows it."""
    tell_everybody()
    now = timezone.now()
    deliveries.deliver_due(now)
    assert len(owed()) == len(set(owed())) == PEOPLE
    Notice.objects.filter(reader=NoticeReader.objects.first()).update(mailed_at=None)
    deliveries.deliver_due(now)
    assert (len(owed()), len(set(owed()))) == (PEOPLE + 1, PEOPLE)
