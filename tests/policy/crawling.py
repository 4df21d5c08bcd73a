"""Goes through the product as one reader and looks for words: in bodies, headers, packed files, log lines and the cache."""
from __future__ import annotations

import gzip
import io
import logging
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from django.core.cache import cache
from django.db import models

from tests.policy.calling import Caller
from tests.policy.canaries import ADDRESS, STEM
from tests.policy.routes import ROWS
from tests.policy.walk import routes

WORD = re.compile(rf"{STEM}[a-j]{{3}}q|{re.escape(ADDRESS)}", re.IGNORECASE)
LINK = re.compile(r'(?:href|src|hx-get|action)="([^"#]+)')
STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
MOST_LINKS = 20
START = ("/", "/en/", "/desk/", "/practices/", "/practices/export.csv", "/practices/export.json", "/feeds/practices.xml", "/api/v1/practices", "/open-data/practices.csv",
         "/open-data/practices.jsonl.gz", "/territories/", "/sitemap.xml", "/sitemap-practices.xml", "/robots.txt", "/no-such-page/", "/desk/notices/",
         "/desk/people/", "/desk/people/people.csv", "/desk/jobs/", "/desk/users/export.csv", "/desk/users/export.xlsx", "/admin/", "/accounts/")
ABOUT = {
    "desk/files/": "privatefile", "desk/privacy/erasures/": "erasure", "desk/people/": "person", "desk/intakes/streams/": "stream",
    "desk/intakes/enrolments/": "enrolment", "desk/intakes/": "intake", "desk/registrations/": "registrationrequest",
    "accounts/consents/withdraw/": "consent", "desk/notices/": "notice", "desk/users/": "user", "desk/jobs/": "job", "desk/imports/": "importbatch",
}


class Met:
    """{word: addresses that showed it} of one reader, and the number of pages."""

    def __init__(self) -> None:
        self.found: dict[str, set[str]] = {}
        self.pages = 0
        self.broken: list[str] = []

    def note(self, text: str, where: str) -> None:
        """Keep the words that stand in the text."""
        for word in set(WORD.findall(text)):
            self.found.setdefault(word.lower(), set()).add(where)


def places(rows: Iterable[models.Model]) -> list[str]:
    """Every address that takes no argument, the id of a planted row, or the kind of an export."""
    asked = {row.route for row in ROWS if "GET" in row.rights}
    out = []
    for route in routes():
        if not route.plain or not (route.pattern in asked or route.pattern.startswith("admin/practices/")) or "logout" in route.pattern:
            continue
        names = re.findall(r"<\w+:(\w+)>", route.pattern)
        if not names:
            out.append("/" + route.pattern)
        elif names == ["kind"]:
            out.append(route.address({"kind": "csv"}))
        elif names in (["public_id"], ["number"], ["pk"], ["code"]):
            out += [route.address({names[0]: value}) for value in values(rows, names[0], route.pattern)]
    return list(dict.fromkeys(out))


def values(rows: Iterable[models.Model], name: str, pattern: str) -> Iterator[object]:
    """Keys of the planted rows that this address is about; an address that nobody has named is tried with all of them."""
    about = next((kind for prefix, kind in ABOUT.items() if pattern.startswith(prefix)), "")
    for row in rows:
        kind = row._meta.model_name or ""
        if name == "public_id" and hasattr(row, name) and about in ("", kind):
            yield row.public_id
        elif (name in ("number", "pk") and kind == "practice") or (name == "code" and kind == "consenttype"):
            yield getattr(row, name)


def text_of(content: bytes) -> str:
    """What a reader could find in a body: packed books and PDF streams are opened first."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    elif content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    elif content[:5] == b"%PDF-":
        content += b"".join(zlib.decompress(part) for part in STREAM.findall(content))
    return content.decode("utf-8", "replace")


def without_echo(text: str, word: str) -> str:
    """The page without the places that repeat the asker's own words: the field, the title, the line of what was understood, links with the query."""
    given = re.escape(word)
    for place in (
        rf'<input[^>]* name="q"[^>]* value="{given}"', rf'<input[^>]* value="{given}"[^>]* name="q"', rf"<title>[^<]*{given}[^<]*</title>",
        rf'<p class="hint mt-2">[^<]*{given}', rf"<span>[«“]{given}[»”]</span>", rf"[?&;]q=(?:%C2%AB)?{given}(?:%C2%BB)?(?=[&\"#])",
        rf'<a class="chip chip-on" href="[^"]*">[«“]{given}[»”]',
    ):
        text = re.sub(place, "", text, flags=re.IGNORECASE)
    return text.replace("<mark>", "").replace("</mark>", "")  # a part of a word may be marked


def crawl(caller: Caller, reader: str, first: Iterable[str], follow: int = MOST_LINKS) -> Met:
    """The given addresses, then their links, bounded."""
    waiting, seen, met, followed = [*first], set(), Met(), 0
    while waiting:
        where = waiting.pop(0)
        if where in seen:
            continue
        seen.add(where)
        answered = caller.call(reader, "GET", where)
        if answered.status == 429:
            cache.clear()
            answered = caller.call(reader, "GET", where)
        if answered.status >= 500:
            met.broken.append(where)
        text = text_of(answered.content)
        asked = where.partition("?q=")[2]
        met.note(without_echo(text, asked) if asked else text, where)
        met.note(unquote(repr({name: value for name, value in answered.response.headers.items() if not asked or name != "Location"})), where + " (headers)")
        if answered.status == 200 and followed < follow and "html" in answered.response.headers.get("Content-Type", ""):
            for link in LINK.findall(text):
                path = urlsplit(link).path
                if path.startswith("/") and path not in seen and not path.startswith(("/static/", "/accounts/logout")) and followed < follow:
                    waiting.append(path)
                    followed += 1
    met.pages = len(seen)
    return met


def cached() -> str:
    """Everything that the cache holds, as it is kept."""
    return "".join(f"{key}\n{value.decode('utf-8', 'replace')}\n" for key, value in cache._cache.items())


class Lines(logging.Handler):
    """Keeps what was logged, whole."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.text: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """The line with its arguments, its trace and whatever was attached."""
        request = getattr(record, "request", None)  # an object of the process: no log line holds it
        self.text.append(f"{self.format(record)} {[value for key, value in record.__dict__.items() if value is not request]}")


@contextmanager
def listening() -> Iterator[Lines]:
    """Logs are written as in production, and kept for looking."""
    lines, before = Lines(), logging.root.manager.disable
    names = [logging.getLogger(), logging.getLogger("django")]
    kept = [(name, list(name.handlers)) for name in names]
    logging.disable(logging.NOTSET)
    for name in names:
        name.handlers = [lines]
    try:
        yield lines
    finally:
        for name, handlers in kept:
            name.handlers = handlers
        logging.disable(before)
