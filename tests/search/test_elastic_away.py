"""Elasticsearch that is down, slow, or full: searches answer by plain SQL with a notice, nobody waits for long, and the index equals the database after its return."""
from __future__ import annotations

import os
import socket
import time
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ops.models import OutboxRow
from ops.outbox import drain_all
from search.checks import elasticsearch_fits
from search.documents import all_documents
from search.engines import elastic_at, engine
from search.engines.breaker import FAILURES, PAUSE, Breaker
from search.engines.elastic import ElasticEngine
from tests.factories.portfolio import live
from tests.factories.taxonomy import sector

ELASTIC = os.environ.get("SCHOOL_TEST_ELASTIC_URL", "")
needs_elastic = pytest.mark.skipif(not ELASTIC, reason="Elasticsearch is absent: make services")
NOTICE = "Полный поиск сейчас недоступен"


def closed_port() -> str:
    """An address where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def silent():
    """An address where somebody listens and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(20)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def practices(db):
    """Two practices in two sectors."""
    return live(title="Вывоз мусора из дворов", sector_id=sector("WST").pk), live(title="Ремонт котельной", sector_id=sector("HCS").pk)


@pytest.mark.parametrize(("address", "titles"), [
    ("?q=мусор", ["Вывоз мусора из дворов"]), ("?q=ремонт", ["Ремонт котельной"]), ("", ["Ремонт котельной", "Вывоз мусора из дворов"]),
    ("?sector=WST", ["Вывоз мусора из дворов"]), ("?q=ремонт&sector=WST", []), ("?year_from=2024&year_to=2024", ["Ремонт котельной", "Вывоз мусора из дворов"]),
    ("?year_from=2025", []), ("?q=-мусор", ["Ремонт котельной"]), ("?page=7", ["Ремонт котельной", "Вывоз мусора из дворов"]),
])
def test_server_down_plain_search_answers_with_a_notice(client, settings, practices, address, titles):
    settings.ELASTIC_URL = closed_port()
    answer = client.get(reverse("search:catalogue") + address)
    shown = [result.card.title for result in answer.context.get("results", [])]
    assert (answer.status_code, NOTICE in answer.content.decode(), shown) == (200, True, titles)


def test_silent_server_is_waited_for_three_times_at_most(client, settings, practices, silent, monkeypatch):
    settings.ELASTIC_URL = silent
    monkeypatch.setattr("search.engines.elastic.TIMEOUT", 0.3)
    address = reverse("search:catalogue") + "?q=мусор"
    spent = []
    for _ in range(FAILURES + 3):
        started = time.monotonic()
        assert client.get(address).status_code == 200
        spent.append(time.monotonic() - started)
    assert min(spent[:FAILURES]) >= 0.3
    assert max(spent[FAILURES:]) < 0.3


def test_breaker_lets_one_try_after_each_pause():
    now = 0.0
    breaker = Breaker(lambda: now)
    for _ in range(FAILURES - 1):
        breaker.failed()
    assert breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()
    now = PAUSE - 0.001
    assert not breaker.lets_through()
    now = PAUSE
    assert (breaker.lets_through(), breaker.lets_through()) == (True, False)
    breaker.succeeded()
    assert breaker.lets_through()


@pytest.fixture
def elastic(settings, db):
    """The server's engine under a prefix of this test."""
    settings.ELASTIC_URL, settings.ELASTIC_PREFIX = ELASTIC, f"test-{uuid.uuid4().hex[:8]}"
    made = engine()
    assert isinstance(made, ElasticEngine)
    made.refresh = True
    yield made
    for name in made.client.indices.get(index=f"{settings.ELASTIC_PREFIX}-*"):
        made.client.indices.delete(index=name)
    elastic_at.cache_clear()


@needs_elastic
def test_index_on_the_server_follows_the_outbox_and_finds(client, elastic, practices):
    drain_all()
    answer = client.get(reverse("search:catalogue") + "?q=мусоры")
    assert ([result.card.title for result in answer.context["results"]], NOTICE in answer.content.decode()) == (["Вывоз мусора из дворов"], False)
    assert set(elastic.ids()) == {practice.pk for practice in practices}


@needs_elastic
def test_full_server_keeps_the_debt_and_the_index_equals_the_database_afterwards(elastic, practices):
    elastic.rebuild(all_documents)
    third = live(title="Парк у реки", sector_id=sector("IMP").pk)
    name = elastic.behind(elastic.writes)[0]
    elastic.client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": True})
    drain_all()
    debts = OutboxRow.objects.filter(event="practice_changed", done_at=None)
    assert (third.pk in elastic.ids(), debts.exists(), debts.filter(dead_at__isnull=False).exists()) == (False, True, False)
    elastic.client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": None})
    debts.update(due_at=timezone.now() - timedelta(minutes=1))
    drain_all()
    assert set(elastic.ids()) == {*(practice.pk for practice in practices), third.pk}


@needs_elastic
def test_check_names_a_missing_index_and_is_content_with_a_fresh_one(elastic, practices):
    assert [found.id for found in elasticsearch_fits(None)] == ["search.E002"]
    elastic.rebuild(all_documents)
    assert elasticsearch_fits(None) == []


@pytest.mark.parametrize(("url", "ids"), [("", []), ("closed", ["search.W001"])])
def test_check_without_a_server(settings, url, ids):
    settings.ELASTIC_URL = closed_port() if url else ""
    assert [found.id for found in elasticsearch_fits(None)] == ids


@needs_elastic
def test_newer_document_is_not_overwritten_by_an_older_one(elastic, practices):
    from tests.search.documents import document

    for version, title in ((9, "Новое"), (8, "Старое")):
        with elastic.batch() as batch:
            batch.put([document(1, title, version=version)])
    with elastic.batch() as batch:
        batch.drop([1], version=7)
    assert elastic.ids() == {1: 9}


@needs_elastic
def test_rebuild_under_writes_loses_none(elastic, practices):
    """A write that comes while the rebuild reads goes to the new index too, and is not overwritten by what was read before it."""
    from tests.search.documents import document

    def slow():
        yield [document(1, "Прочитано раньше", version=1), document(2, "Другое", version=1)]
        with elastic.batch() as batch:
            batch.put([document(1, "Записано позже", version=5), document(3, "Ново", version=6)])
        yield [document(4, "Ещё", version=2), document(1, "Прочитано раньше", version=2)]

    elastic.rebuild(slow)
    assert elastic.ids() == {1: 5, 2: 1, 3: 6, 4: 2}
