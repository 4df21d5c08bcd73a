"""The demo: taken in once, finished after a broken start, never into somebody's own database; a lost index is built anew at the start."""
import shutil

import pytest
from django.core.management import call_command

from ops.imports import publish
from ops.outbox import drain_all
from portfolio.models import Practice
from search.engines import engine
from tests.factories.portfolio import draft
from website.management.commands import seed
from website.management.commands.serve import index


@pytest.fixture
def small(db, reference, settings, tmp_path, monkeypatch):
    """Only the second, shorter example file; an index of its own."""
    settings.SEARCH_INDEX = tmp_path / "search"
    monkeypatch.setattr(seed, "EXAMPLES", ("practices-ru-more.xlsx",))


def live() -> int:
    """Practices that are public."""
    return Practice.objects.filter(live=True).count()


def test_seed_twice_takes_the_examples_once(small):
    call_command("seed", demo=True)
    call_command("seed", demo=True)
    assert (Practice.objects.count(), live()) == (97, 97)


def test_seed_broken_off_is_finished_by_the_next_start(small, monkeypatch):
    whole, count = publish.publish_row, iter(range(1000))

    def dies(*args):
        if next(count) == 40:
            raise KeyboardInterrupt
        return whole(*args)

    monkeypatch.setattr(publish, "publish_row", dies)
    with pytest.raises(KeyboardInterrupt):
        call_command("seed", demo=True)
    assert live() == 40
    monkeypatch.setattr(publish, "publish_row", whole)
    call_command("seed", demo=True)
    assert (Practice.objects.count(), live()) == (97, 97)


def test_seed_leaves_a_database_with_other_practices_alone(small):
    draft()
    call_command("seed", demo=True)
    assert Practice.objects.count() == 1


def test_index_that_was_lost_is_built_anew_at_the_start(small, settings):
    call_command("seed", demo=True)
    drain_all()
    shutil.rmtree(settings.SEARCH_INDEX)
    index()
    assert len(engine().ids()) == 97
