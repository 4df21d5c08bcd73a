"""Counts reach the table: added up by several processes at once, kept while the database is busy, bounded by day, written when a server ends."""
from __future__ import annotations

import os
import signal
import socket
import sqlite3
import threading
import time
from datetime import date
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from django.db import connection, transaction

from search import log_writer
from search.log_buffer import Counts
from search.log_writer import BUFFER, CHUNK, flush, write
from search.models import QueryDay
from tests.ops.runners import Runners

DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def empty():
    BUFFER.take()
    yield
    BUFFER.take()


def rows() -> list[tuple]:
    return list(QueryDay.objects.order_by("day", "words").values_list("words", "asked", "nothing", "opened"))


def test_second_writing_adds_to_the_first(db):
    for counts in (Counts(2, 1, 0), Counts(1, 0, 3)):
        BUFFER.add(DAY, "парк", counts)
        assert flush()
    assert rows() == [("парк", 3, 1, 3)]


@pytest.mark.parametrize(("number", "queries"), [(0, 0), (1, 1), (CHUNK, 1), (CHUNK + 1, 2)])
def test_one_statement_a_chunk(db, django_assert_num_queries, number, queries):
    for n in range(number):
        BUFFER.add(DAY, f"слово {n:04}", Counts(asked=1))
    with connection.execute_wrapper(counting := Inserts()):
        flush()
    assert (counting.number, QueryDay.objects.count()) == (queries, number)


class Inserts:
    """Counts the statements that write."""

    number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += sql.startswith("INSERT")
        return execute(sql, params, many, context)


@pytest.mark.parametrize(("stored", "new", "total"), [(2, 1, 3), (2, 2, 3), (3, 1, 3), (1, 2, 3)])
def test_day_takes_so_many_words_and_no_more(db, monkeypatch, stored, new, total):
    monkeypatch.setattr(log_writer, "MOST_A_DAY", 3)
    write({(DAY, f"старое {n}"): Counts(asked=1) for n in range(stored)})
    write({(DAY, "старое 0"): Counts(asked=1), **{(DAY, f"новое {n}"): Counts(asked=1) for n in range(new)}})
    assert (QueryDay.objects.count(), QueryDay.objects.get(words="старое 0").asked) == (total, 2)


def test_refused_writing_keeps_the_counts(db, monkeypatch):
    BUFFER.add(DAY, "парк", Counts(asked=1))
    with monkeypatch.context() as patch:
        patch.setattr(QueryDay._meta, "db_table", "search_absent")
        with transaction.atomic():
            sent = flush()
            transaction.set_rollback(False)
    assert sent is False
    assert (flush(), rows()) == (True, [("парк", 1, 0, 0)])


def test_busy_sqlite_is_waited_for_shortly_and_the_counts_stay(committing_db):
    if connection.vendor != "sqlite":
        return
    BUFFER.add(DAY, "парк", Counts(asked=1))
    connection.ensure_connection()
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    assert (flush(), 0.5 < time.monotonic() - started < 8) == (False, True)
    other.execute("ROLLBACK")
    other.close()
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 20_000  # everybody else waits as long as before
    assert (flush(), rows()) == (True, [("парк", 1, 0, 0)])


def upsert() -> None:
    write({(DAY, "парк"): Counts(asked=1)})


def read_then_write() -> None:
    """The control: what a naive writer would do."""
    row = QueryDay.objects.filter(day=DAY, words="парк").first()
    asked = row.asked if row else 0
    time.sleep(0.005)
    QueryDay.objects.update_or_create(day=DAY, words="парк", defaults={"asked": asked + 1})


def raced(act) -> int:
    def many() -> None:
        for _ in range(15):
            act()
        connection.close()

    QueryDay.objects.create(day=DAY, words="парк")
    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return QueryDay.objects.get().asked


def test_writers_at_once_lose_no_count(committing_db):
    assert raced(upsert) == 60


def test_control_writers_that_read_first_lose_counts(committing_db):
    assert raced(read_then_write) < 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_two_servers_write_at_their_end_what_they_still_had(committing_db, tmp_path):
    runners, ports = Runners(tmp_path), [free_port(), free_port()]
    try:
        servers = [runners.start("-m", "gunicorn", "-c", "config/gunicorn.py", "-b", f"127.0.0.1:{port}", "config.wsgi") for port in ports]
        for port in ports:
            runners.wait(lambda port=port: answers(port))
            for _ in range(6):
                urlopen(Request(f"http://127.0.0.1:{port}/practices/?q={quote('парк')}", headers={"User-Agent": "Mozilla/5.0"}), timeout=30).close()
        for server in servers:
            os.kill(server.pid, signal.SIGTERM)
        assert [server.wait(20) for server in servers] == [0, 0]
    finally:
        runners.end()
    assert rows() == [("парк", 12, 12, 0)]


def answers(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}/livez", timeout=5).close()
    except OSError:
        return False
    return True
