"""The export of a search: its practices as a table or as JSON, read in chunks, so that memory does not grow with their number."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, gettext, override

from ops.sheets import sheet_response
from portfolio.queries import PracticeFacts, practice_facts
from search.open_data.columns import COLUMNS, Cells, cells
from search.open_data.licence import LICENCE, LICENCE_URL
from search.open_data.records import Record, practice_record

CHUNK = 200
KINDS = ("xlsx", "csv", "json")
FILE = "praktiki"
T = TypeVar("T")


def in_chunks(ids: Iterable[int], make: Callable[[PracticeFacts], T]) -> Iterator[T]:
    """What `make` says of each live practice, three queries per chunk, in the language in force at the call."""
    language, walking = get_language() or "ru", iter(ids)

    def walk() -> Iterator[T]:
        while chunk := list(islice(walking, CHUNK)):
            with override(language):
                made = [make(facts) for facts in practice_facts(chunk)]
            yield from made

    return walk()


def rows_of(ids: Iterable[int], base: str) -> Iterator[Cells]:
    """Rows of the table."""
    return in_chunks(ids, lambda facts: cells(facts, base))


def records_of(ids: Iterable[int], base: str) -> Iterator[Record]:
    """Whole records."""
    return in_chunks(ids, lambda facts: practice_record(facts, base))


def export(kind: str, ids: Iterable[int], base: str, address: str, at: datetime) -> HttpResponseBase:
    """The file as an attachment that nobody keeps; `address` is that of the search. Raises UnknownKind."""
    if kind != "json":
        return sheet_response(kind, FILE, [gettext(column.heading) for column in COLUMNS], rows_of(ids, base), gettext("Practices"))
    answer = StreamingHttpResponse(json_lines(records_of(ids, base), base + address, at), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{FILE}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def json_lines(records: Iterable[Record], query: str, at: datetime) -> Iterator[bytes]:
    """One object: what was asked, on what terms it is given, the practices, and at the very end how many there are, so a torn file is known by its end."""
    head = {"query": query, "made_at": at.isoformat(timespec="seconds"), "licence": LICENCE, "licence_url": LICENCE_URL}
    yield f"{as_json(head)[:-1]}, \"practices\": [".encode()
    count = 0
    for record in records:
        yield f"{',' if count else ''}\n{as_json(record)}".encode()
        count += 1
    yield f"\n], \"count\": {count}}}\n".encode()


def as_json(value: Any) -> str:
    """JSON in its own letters."""
    return json.dumps(value, ensure_ascii=False)
