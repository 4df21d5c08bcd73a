"""Elasticsearch while it is rebuilt under load, while runners overtake each other, and while another server answers in its place."""
from __future__ import annotations

import http.server
import itertools
import threading

import pytest
from django.urls import reverse

from ops.models import OutboxRow
from ops.outbox import Later, drain_all
from search import receivers
from search.documents import practice_documents
from search.engines import elastic_at, engine
from search.query import CatalogueQuery, parse
from tests.factories.portfolio import live
from tests.factories.taxonomy import sector
from tests.search.documents import document
from tests.search.test_elastic_away import NOTICE, elastic, needs_elastic  # noqa: F401

ROWS, REBUILDS = 300, 4


class Rows:
    """A database: the newest text of each row; a number is drawn before a row is read."""

    def __init__(self) -> None:
        self.numbers, self.lock = itertools.count(1), threading.Lock()
        self.state = dict.fromkeys(range(1, ROWS + 1), 0)
        self.acknowledged: dict[int, int] = {}
        self.errors: list[str] = []
        self.reads, self.ended = 0, threading.Event()

    def draw(self) -> int:
        """The next number."""
        with self.lock:
            return next(self.numbers)

    def chunks(self):
        """All rows as a rebuild reads them."""
        for first in range(1, max(self.state) + 1, 50):
            version = self.draw()
            with self.lock:
                keys = [key for key in self.state if first <= key < first + 50]
            yield [document(key, "Строка", version=version) for key in keys]

    def write(self, index, key: int) -> None:
        """One change as the runner writes it."""
        with self.lock:
            self.state[key] = self.state.get(key, 0) + 1
        with index.batch() as batch:
            version = self.draw()
            batch.put([document(key, "Строка", version=version)])
        self.acknowledged[key] = max(version, self.acknowledged.get(key, 0))

    def writer(self, index, first: int) -> None:
        """New and old rows until the end."""
        for n in itertools.count():
            if self.ended.is_set():
                return
            try:
                self.write(index, 1_000 + 2 * n + first if n % 3 == 0 else 1 + (7 * n + first) % ROWS)
            except Exception as error:
                self.errors.append(repr(error))

    def reader(self, index) -> None:
        """Nobody ever meets an empty catalogue."""
        while not self.ended.is_set():
            try:
                total = index.search(CatalogueQuery(text="строка"), parse("строка"), ("sector",)).total
                self.errors += [f"{total} found"] if total < ROWS else []
            except Exception as error:
                self.errors.append(repr(error))
            self.reads += 1


@needs_elastic
def test_rebuilds_under_load_lose_no_write_and_no_reader(elastic):  # noqa: F811
    rows = Rows()
    elastic.rebuild(rows.chunks)
    threads = [threading.Thread(target=rows.writer, args=(elastic, n)) for n in range(2)] + [threading.Thread(target=rows.reader, args=(elastic,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(REBUILDS):
            elastic.rebuild(rows.chunks)
    finally:
        rows.ended.set()
        for thread in threads:
            thread.join()
    found = elastic.ids()
    assert rows.errors == []
    assert [key for key, version in rows.acknowledged.items() if found.get(key, 0) < version] == []
    assert (set(found), len(rows.acknowledged) > 20, rows.reads > 20) == (set(rows.state), True, True)


@needs_elastic
def test_writers_that_know_the_read_alias_only_lose_writes(elastic, monkeypatch):  # noqa: F811
    """Control: the same write in the midst of a rebuild, sent to what is read alone."""
    elastic.rebuild(lambda: [[document(1, "Строка")]])
    behind = elastic.behind

    def slow():
        yield [document(1, "Строка", version=1)]
        monkeypatch.setattr(elastic, "behind", lambda alias: behind(elastic.reads))
        with elastic.batch() as batch:
            batch.put([document(2, "Строка", version=5)])
        monkeypatch.setattr(elastic, "behind", behind)

    elastic.rebuild(slow)
    assert set(elastic.ids()) == {1}


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=needs_elastic)])
def either(request, index, db):
    """Either engine."""
    if request.param == "elastic":
        request.getfixturevalue("elastic")
    return request.param


def test_older_runner_that_was_overtaken_leaves_the_newer_text(either, monkeypatch):
    """The first draws its number and reads; before it writes, another reads the newer text and writes it."""
    practice = live(title="Прежнее название", sector_id=sector("WST").pk)
    drain_all()
    waiting = [OutboxRow(event="practice_changed", handler="search", key=str(practice.pk)) for _ in range(2)]
    put_off = []

    def overtaken(ids, version):
        documents = practice_documents(ids, version)
        monkeypatch.setattr(receivers, "practice_documents", practice_documents)
        practice.title = "Заново названная"
        practice.save_revision(clean=False).publish()
        try:
            receivers.index_practices(waiting[1:])
        except Later:  # the embedded index is locked: the other comes again
            put_off.append(waiting[1])
        return documents

    monkeypatch.setattr(receivers, "practice_documents", overtaken)
    receivers.index_practices(waiting[:1])
    if put_off:
        receivers.index_practices(put_off)
    assert (len(put_off), engine().counts(["прежнее", "заново"])) == (either == "embedded", {"прежнее": 0, "заново": 1})


def test_debts_settled_in_reverse_order_leave_the_newer_text(either):
    """The transaction of the second change commits first, and so does its debt."""
    practice = live(title="Прежнее название", sector_id=sector("WST").pk)
    drain_all()
    practice.title = "Заново названная"
    practice.save_revision(clean=False).publish()
    rows = [OutboxRow(pk=pk, event="practice_changed", handler="search", key=str(practice.pk)) for pk in (900_002, 900_001)]
    for row in rows:
        receivers.index_practices([row])
    assert engine().counts(["прежнее", "заново"]) == {"прежнее": 0, "заново": 1}


@pytest.fixture
def stranger(request):
    """Another server at the address: a page, an error, a refusal, an answer that is no JSON."""
    status, kind, body, mark = request.param

    class Answers(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if mark:
                self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_HEAD = answer

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    elastic_at.cache_clear()


@pytest.mark.parametrize("stranger", [
    (200, "text/html", b"<h1>It works</h1>", False), (500, "text/plain", b"oops", False), (503, "application/json", b"{}", True),
    (401, "application/json", b'{"error": "who are you"}', True), (200, "application/json", b"{half", True), (429, "application/json", b"{}", True),
], indirect=True, ids=["page", "error", "closed", "refusal", "half", "busy"])
def test_other_server_at_the_address_means_plain_search(client, settings, db, stranger):
    settings.ELASTIC_URL = stranger
    practice = live(title="Вывоз мусора из дворов", sector_id=sector("WST").pk)
    for _ in range(4):  # the breaker opens on the way
        answer = client.get(reverse("search:catalogue") + "?q=мусор")
        assert (answer.status_code, NOTICE in answer.content.decode()) == (200, True)
    drain_all()
    debts = OutboxRow.objects.filter(event="practice_changed", handler="search", key=str(practice.pk), done_at=None)
    assert (debts.count(), debts.filter(dead_at__isnull=False).count()) == (1, 0)
