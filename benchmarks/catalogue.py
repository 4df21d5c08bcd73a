"""Catalogue and practice page at 157, 10,000 and 100,000 practices: CPU of the engine and of the request, queries, bytes.

The whole WSGI stack in this process, settings of the embedded mode without DEBUG: cached templates, one lasting connection, gzip as browsers ask for it.
"""
from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.calibration import Row, calibrated_ms

if TYPE_CHECKING:
    from search.find import Found

SIZES, FULL = (157, 10_000), (157, 10_000, 100_000)
AIM_PAGE, AIM_CATALOGUE, AIM_LARGE = 6.0, 25.0, 40.0
AIM_WORD, AIM_WORD_LARGE = 30.0, 60.0  # a common word, every facet counted, two chosen, speller and marks on
REQUESTS = {
    "catalogue, no words, one filter": "/practices/?sector=HCS",
    "catalogue, common word, two filters": f"/practices/?q={quote('ремонт')}&sector=HCS&kind=process",
    "catalogue, three words, no filter": f"/practices/?q={quote('срок ремонта котельной')}",
    "catalogue, result 10,000": "/practices/?page=1000",
}


def run(full: bool = False) -> list[Row]:
    """Every figure, smallest size first."""
    with tempfile.TemporaryDirectory(prefix="school-bench-") as folder:
        os.environ |= {"SCHOOL_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.embedded", "SCHOOL_DEBUG": "0", "SCHOOL_DATABASE_URL": ""}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_territories", verbosity=0)
        rows: list[Row] = []
        for size in FULL if full else SIZES:
            rows += measure(size, Path(folder))
        return rows


def measure(size: int, folder: Path) -> list[Row]:
    """Figures at one size."""
    from benchmarks.catalogue_data import fill
    from search.documents import all_documents
    from search.engines import engine

    print(f"making {size} practices", file=sys.stderr)
    fill(size)
    seconds = spent(lambda: engine().rebuild(all_documents))
    rows = [
        Row("index: rebuild", size, seconds, "CPU s"),
        Row("index: size", size, sum(path.stat().st_size for path in (folder / "search").rglob("*") if path.is_file()) / 1e6, "MB"),
        Row("empty view", size, calibrated_ms(lambda: get("/livez")), "cal. CPU ms"),
    ]
    rows += request_rows("practice page", practice_path(), size, AIM_PAGE, 4)
    rows += drawn_rows(f"/practices/{practice_path()}/", size)
    for name, path in REQUESTS.items():
        rows += request_rows(name, path, size, page_aim(name, size), 5)
    return rows + engine_rows(size)


def page_aim(name: str, size: int) -> float | None:
    """What the whole page may cost; None for the one without a demand."""
    if "common word" in name:
        return AIM_WORD_LARGE if size > 10_000 else AIM_WORD
    return (AIM_LARGE if size > 10_000 else AIM_CATALOGUE) if "no words" in name or "10,000" in name else None


def spent(act: Callable[[], object]) -> float:
    """CPU seconds of the process, the index's own threads included."""
    import time

    started = time.process_time()
    act()
    return time.process_time() - started


def practice_path() -> str:
    """Address of some practice."""
    from portfolio.queries import live_practices

    return str(live_practices().order_by("number")[100].number) + "-praktika-101"


def request_rows(name: str, path: str, size: int, aim: float | None, most_queries: int) -> list[Row]:
    """CPU, queries, bytes raw and compressed of one address."""
    path = path if path.startswith("/") else f"/practices/{path}/"
    return [
        Row(name, size, calibrated_ms(lambda: get(path)), "cal. CPU ms", aim), Row(name, size, queries(path), "SQL", most_queries),
        Row(name, size, len(get(path, compress=False)) / 1000, "kB"), Row(name, size, len(get(path)) / 1000, "kB gzip", 30),
    ]


def drawn_rows(path: str, size: int) -> list[Row]:
    """CPU and queries of an address whose parts nobody has drawn yet: the caches are emptied before each call."""
    from django.core.cache import cache

    def drawn() -> bytes:
        cache.clear()
        return get(path)

    cache.clear()
    return [Row("practice page, drawn", size, queries(path), "SQL", 4), Row("practice page, drawn", size, calibrated_ms(drawn), "cal. CPU ms", AIM_PAGE)]


def engine_rows(size: int) -> list[Row]:
    """The engine alone, words read and counts of every facet included."""
    from django.http import QueryDict

    from search.filters import read_query
    from search.find import find
    from search.labels import facet_labels
    from search.vocabulary import vocabulary

    words = vocabulary()
    out = []
    for name, path in REQUESTS.items():
        query = read_query(QueryDict(path.partition("?")[2]), facet_labels(words.version))
        out.append(Row(f"engine: {name}", size, calibrated_ms(lambda query=query: find(query, words)), "cal. CPU ms"))  # type: ignore[misc]
    query = read_query(QueryDict(REQUESTS["catalogue, three words, no filter"].partition("?")[2]), facet_labels(words.version))
    return out + beside_rows(find(query, words), size)


def beside_rows(found: Found, size: int) -> list[Row]:
    """What a page of words costs beside the engine: reading its cards and texts, and marking the words."""
    from portfolio.queries import practice_cards
    from search.screen.results import PASSAGE, passage_texts

    marker, texts = found.tree.marker(), passage_texts(found.page.ids)
    return [
        Row("database read: ten cards with texts", size, calibrated_ms(lambda: (practice_cards(found.page.ids), passage_texts(found.page.ids))), "cal. CPU ms"),
        Row("marks: ten passages", size, calibrated_ms(lambda: [marker.passage(own, PASSAGE) for own in texts.values()]), "cal. CPU ms"),
    ]


def get(path: str, compress: bool = True) -> bytes:
    """The body of an address through the whole stack; anything but 200 ends the run."""
    from io import BytesIO
    from urllib.parse import unquote_to_bytes

    address, _, query = path.partition("?")
    answer: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": unquote_to_bytes(address).decode("latin1"), "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http", "wsgi.version": (1, 0),
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False, "REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_LANGUAGE": "ru",
    } | ({"HTTP_ACCEPT_ENCODING": "gzip"} if compress else {})
    response = application()(environ, lambda status, headers, trace=None: answer.append(status))
    body = b"".join(response)
    response.close()
    if not answer[0].startswith("200"):
        raise SystemExit(f"{path}: {answer[0]}")
    return body


def application() -> Callable[..., object]:
    """The WSGI application, made once."""
    if not APPLICATION:
        from django.core.wsgi import get_wsgi_application

        APPLICATION.append(get_wsgi_application())
    return APPLICATION[0]


APPLICATION: list[Callable[..., object]] = []


def queries(path: str) -> int:
    """SQL statements of a request."""
    from django.db import connection

    seen: list[str] = []

    def count(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        get(path)
    return len(seen)
