"""The web process writes its own counts of queries every ten seconds, so that no request waits for them."""
from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.db import Error, connection, transaction

from search.log_buffer import Buffer, Counts, Key
from search.models import QueryDay

EVERY = 10.0  # seconds; a killed process loses no more than these
CHUNK = 200
PATIENCE = 1_000  # milliseconds on a busy SQLite; then the counts stay in memory till the next time
MOST_A_DAY = 20_000  # different words; whoever sends random words fills no disk
BUFFER = Buffer()

log = logging.getLogger(__name__)
_writing = threading.Lock()
_stop = threading.Event()


def flush() -> bool:
    """Write what was counted, by rows that add up whoever writes them; False where the database would not, and the rest is kept."""
    with _writing:
        rows = sorted(BUFFER.take().items())  # one order in every process: no two wait for each other's rows
        for start in range(0, len(rows), CHUNK):
            try:
                with impatience():
                    write(dict(rows[start:start + CHUNK]))
            except Error as error:
                log.info("the counts of queries wait in memory: %s", error)
                BUFFER.put_back(dict(rows[start:]))
                return False
    return True


def write(counts: Mapping[Key, Counts]) -> None:
    """Add to the rows of day and words, in one statement and one short transaction."""
    with transaction.atomic():
        rows = [row for day in sorted({day for day, _ in counts}) for row in within_limit(day, counts)]
        if not rows:
            return
        quote = connection.ops.quote_name
        table, names = quote(QueryDay._meta.db_table), [quote(name) for name in ("asked", "nothing", "opened")]
        sql = (
            f"INSERT INTO {table} (day, words, {', '.join(names)}) VALUES {', '.join(['(%s, %s, %s, %s, %s)'] * len(rows))} "
            f"ON CONFLICT (day, words) DO UPDATE SET {', '.join(f'{name} = {table}.{name} + excluded.{name}' for name in names)}"
        )
        values = [value for (day, words), more in rows for value in (connection.ops.adapt_datefield_value(day), words, more.asked, more.nothing, more.opened)]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)


def within_limit(day: date, counts: Mapping[Key, Counts]) -> list[tuple[Key, Counts]]:
    """The counts of a day: all while there is room for new words, else those of words that have a row."""
    rows = [(key, more) for key, more in counts.items() if key[0] == day]
    room = MOST_A_DAY - QueryDay.objects.filter(day=day).count()
    if len(rows) <= room:
        return rows
    known = set(QueryDay.objects.filter(day=day, words__in=[words for (_, words), _ in rows]).values_list("words", flat=True))
    fresh = [row for row in rows if row[0][1] not in known]
    return [row for row in rows if row[0][1] in known] + fresh[:max(0, room)]


@contextmanager
def impatience() -> Iterator[None]:
    """A short wait for SQLite's only writer; PostgreSQL's rows are free at once."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {before}")


def start() -> None:
    """Called once by each process of the web server."""
    threading.Thread(target=run, daemon=True, name="query log").start()
    atexit.register(finish)


def run() -> None:
    """Until the process ends."""
    while not _stop.wait(EVERY):
        write_and_close()


def finish() -> None:
    """At the end of the process: what is still in memory."""
    _stop.set()
    write_and_close()


def write_and_close() -> None:
    """On a connection of its own that is closed afterwards, so that a database that went away is found again. The thread outlives any error."""
    try:
        flush()
    except Exception:
        log.exception("the counts of queries could not be written")
    finally:
        connection.close()
