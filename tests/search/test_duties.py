"""A practice that has grown old is indexed again by itself, once."""
from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from ops.models import OutboxRow
from ops.outbox import drain_all
from search.documents import practice_documents
from search.duties import reweigh
from search.engines import engine
from tests.factories import portfolio as practices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
MOSCOW = ZoneInfo("Europe/Moscow")


def owed() -> list[str]:
    """Practices that wait for the index."""
    return sorted(OutboxRow.objects.filter(event="practice_changed", handler="search", done_at=None).values_list("key", flat=True))


def test_only_those_whose_weight_changed_are_owed():
    fresh, other = practices.live(), practices.live()
    drain_all()
    assert engine().values("weight") == {fresh.pk: 100, other.pk: 100}
    year = fresh.last_published_at.year
    reweigh(datetime(year + 3, 12, 31, 23, 59, tzinfo=MOSCOW))
    assert owed() == []
    reweigh(datetime(year + 4, 1, 1, 0, 1, tzinfo=MOSCOW))
    assert owed() == sorted([str(fresh.pk), str(other.pk)])


def test_wrong_weight_in_the_index_is_mended_and_nothing_is_owed_after():
    practice = practices.live()
    drain_all()
    with engine().batch() as batch:
        batch.put([{**practice_documents([practice.pk], 10**6)[0], "weight": 80}])
    now = practice.last_published_at
    reweigh(now)
    reweigh(now)
    assert owed() == [str(practice.pk)] * 2
    drain_all()
    assert engine().values("weight") == {practice.pk: 100}
    reweigh(now)
    assert owed() == []


def test_practice_that_the_index_does_not_hold_is_left_to_the_outbox():
    practices.live()
    OutboxRow.objects.all().delete()
    reweigh(datetime(2040, 1, 1, tzinfo=MOSCOW))
    assert owed() == []


@pytest.mark.parametrize("number", [1, 5])
def test_duty_reads_all_rows_in_one_query(number, django_assert_num_queries):
    for _ in range(number):
        practices.live()
    drain_all()
    with django_assert_num_queries(1):
        reweigh(datetime.now(MOSCOW))
