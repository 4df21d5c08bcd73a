"""A runner killed between any two steps of telling, and two at once: each saver hears of each practice once."""
from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Notice
from ops.models import OutboxRow
from ops.outbox import drain_all
from search import alerts, news
from search.alerts import tell_due
from search.models import PracticeNews, SavedSearch
from tests.factories.accounts import UserFactory
from tests.factories.portfolio import live
from tests.ops.runners import Runners
from tests.search.saved.making import saved, told

SAVERS = 60


class Killed(BaseException):
    """What nothing catches: the process ends here."""


def dies(*arguments, **named):
    raise Killed


STEPS = {
    "news drawn, not written": (news, "note"), "matching": (alerts, "matching_among"), "before the search moves": (alerts, "next_look"),
    "moved, not told": (alerts, "announce"), "told, not owed": (alerts, "notify"),
}


@pytest.mark.parametrize("step", STEPS)
def test_death_at_any_step_loses_and_doubles_nothing(committing_db, index, monkeypatch, step):
    search = saved(UserFactory())
    live()
    at = search.next_at + timedelta(days=1)
    module, name = STEPS[step]
    with monkeypatch.context() as patched:
        patched.setattr(module, name, dies)
        with pytest.raises(Killed):
            drain_all()
            tell_due(at)
    assert told() == []
    OutboxRow.objects.filter(done_at=None).update(lease="", leased_until=None, due_at=timezone.now())
    for _ in range(2):
        drain_all()
        tell_due(at)
    assert [title for title, _text in told()] == [f"«{search.name}»: 1 новая практика"]
    assert PracticeNews.objects.count() == 1


def test_runners_killed_amid_sixty_savers_tell_each_once(committing_db, index, tmp_path):
    for user in UserFactory.create_batch(SAVERS):
        saved(user)
    live()
    drain_all()
    SavedSearch.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    runners = Runners(tmp_path)
    runners.env["SCHOOL_SEARCH_INDEX"] = str(index)
    code = (
        "import django; django.setup(); from pathlib import Path; from django.conf import settings; "
        f"settings.SEARCH_INDEX = Path({str(index)!r}); from django.utils import timezone; from search.alerts import tell_due; tell_due(timezone.now())"
    )
    (tmp_path / "tell_now.py").write_text(code)
    runners.env["PYTHONPATH"] = str(tmp_path)
    try:
        first = runners.start("-m", "tell_now")
        runners.wait(lambda: Notice.objects.count() > 5)
        runners.kill(first)
        assert Notice.objects.count() < SAVERS, "killed too late to prove anything"
        second = runners.start("-m", "tell_now")
        assert second.wait(120) == 0, (tmp_path / "out").read_text()[-2000:]
    finally:
        runners.end()
    assert sorted(Notice.objects.values_list("reader__user", flat=True)) == sorted(SavedSearch.objects.values_list("owner", flat=True))
    assert SavedSearch.objects.filter(next_at__lte=timezone.now()).count() == 0


def test_without_the_comparison_the_same_news_would_be_tried_twice(committing_db, index, monkeypatch):
    """The control: a search set back to where it stood is told again under the same key, which alone then stops the second notification."""
    search = saved(UserFactory())
    live()
    drain_all()
    tell_due(search.next_at)
    tries = []
    plain = alerts.announce
    monkeypatch.setattr(alerts, "announce", lambda *what: (tries.append(1), plain(*what)))
    tell_due(search.next_at)
    assert tries == []
    SavedSearch.objects.update(told=search.told, next_at=search.next_at)
    tell_due(search.next_at)
    assert (tries, len(told())) == ([1], 1)
