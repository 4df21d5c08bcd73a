"""Unique words in every text column of private rows; no reader without the right meets one on any page, file or search."""
from __future__ import annotations

import io
import re
import zipfile
from itertools import count
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import models

from accounts.models import Erasure, Invitation, Notice, User
from accounts.roles import Role
from ops.files import full_path
from ops.models import ImportBatch, Job, PrivateFile
from people.models import Person
from portfolio.models import Practice
from tests.factories.people import PersonFactory
from tests.policy import objects
from tests.policy.grammar import ADMINISTRATORS, EDITORS, READERS, roles
from tests.policy.objects_school import enrolment
from tests.policy.routes import ROWS
from tests.policy.walk import routes

NOBODY: frozenset[str] = frozenset()
PEOPLE = roles(Role.PROGRAMME_MANAGER, Role.SELECTION_OFFICER, Role.ADMINISTRATOR)
OFFICERS = roles(Role.DATA_PROTECTION_OFFICER)
MAY_SEE = {
    Person: PEOPLE, User: ADMINISTRATORS | OFFICERS, Job: ADMINISTRATORS, Notice: NOBODY, Invitation: ADMINISTRATORS, Erasure: OFFICERS,
    Practice: EDITORS, ImportBatch: EDITORS, PrivateFile: NOBODY,
}
LINK = re.compile(r'(?:href|src|hx-get|action)="([^"#]+)')
MOST_PAGES = 20
START = ("/", "/en/", "/desk/", "/practices/", "/sitemap.xml", "/sitemap-practices.xml", "/robots.txt", "/no-such-page/", "/admin/", "/admin/practices/",
         "/admin/reports/site-history/", "/desk/people/", "/desk/jobs/", "/desk/users/", "/desk/users/export.csv", "/desk/users/export.xlsx")
WORD = "канарейка"


def rows_of(hidden: User) -> list[models.Model]:
    """A private row of each kind, all of one user whom no reader is tied to."""
    for make in (objects.job, objects.notice, objects.invitation, objects.erasure, objects.batch, objects.private_file, objects.draft_practice):
        make(hidden)
    person = PersonFactory()
    ImportBatch.objects.update(by=None)  # its sender's name is for all editors
    return [
        person, hidden, Job.objects.latest("pk"), Notice.objects.latest("pk"), Invitation.objects.latest("pk"), Erasure.objects.latest("pk"),
        ImportBatch.objects.latest("pk"), PrivateFile.objects.latest("pk"), Practice.objects.filter(live=False).latest("pk"),
    ]


def plant(row: models.Model, numbers: count) -> dict[str, frozenset[str]]:
    """A word of its own in every free text column of the row: {word: who may meet it}."""
    free = [field for field in row._meta.concrete_fields if type(field) in (models.CharField, models.TextField, models.EmailField) and not field.choices
            and not field.unique and field.name not in KEPT and (field.max_length or 99) > 30]
    if isinstance(row, User):
        free = [field for field in row._meta.concrete_fields if field.name in ("email", "name")]
    words = {field.attname: f"{WORD}{next(numbers)}q" + ("@people.invalid" if isinstance(field, models.EmailField) else "") for field in free}
    type(row)._default_manager.filter(pk=row.pk).update(**words)
    return {word.split("@")[0]: MAY_SEE[type(row)] for word in words.values()}


KEPT = {"kind", "state", "path", "purpose", "mime", "sha256", "token_hash", "language", "key", "url", "owner_key", "password", "slug", "source_key", "role", "scan"}


@pytest.fixture(scope="module")
def planted(caller):
    """{word: who may meet it}, and where the rows are."""
    hidden, numbers = objects.UserFactory(), count(100)
    rows = rows_of(hidden)
    words: dict[str, frozenset[str]] = {}
    for row in rows:
        words |= plant(row, numbers)
    enrolment(objects_intake(), person=rows[0])
    file = next(row for row in rows if isinstance(row, PrivateFile))
    secret = f"{WORD}{next(numbers)}q"
    full_path(file.path).write_text(secret)
    return words | {secret: NOBODY}, rows


def objects_intake():
    """An intake that no reader has a role in."""
    from tests.factories.school import IntakeFactory

    return IntakeFactory()


def places(rows: list[models.Model]) -> list[str]:
    """Every address that takes no argument or the id of a planted row."""
    asked = {row.route for row in ROWS if "GET" in row.rights}
    out = []
    for route in routes():
        if not route.plain or not (route.pattern in asked or route.pattern.startswith("admin/practices/")) or "logout" in route.pattern:
            continue
        names = re.findall(r"<\w+:(\w+)>", route.pattern)
        if not names:
            out.append("/" + route.pattern)
        elif names == ["public_id"]:
            out += [route.address({"public_id": row.public_id}) for row in rows if hasattr(row, "public_id")]
        elif names == ["number"]:
            out += [route.address({"number": row.number}) for row in rows if isinstance(row, Practice)]
        elif names == ["pk"]:
            out += [route.address({"pk": row.pk}) for row in rows if isinstance(row, Practice)]
    return out


def text_of(content: bytes) -> str:
    """What a reader could find in a body: an XLSX is opened first."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", "replace")


def crawl(caller, reader: str, first: list[str], words) -> tuple[dict[str, set[str]], int]:
    """{word: addresses that showed it}, number of pages: the given addresses, then their links, bounded."""
    waiting, seen, found, followed = [*first], set(), {}, 0
    while waiting:
        where = waiting.pop(0)
        if where in seen:
            continue
        seen.add(where)
        cache.clear()
        answered = caller.call(reader, "GET", where)
        text = text_of(answered.content) + repr(dict(answered.response.headers))
        for word in set(re.findall(rf"{WORD}\d+q", text)) & words.keys():
            if not (f"q={word}" in where and text.count(word) and reader not in words[word] and is_echo(text, word)):
                found.setdefault(word, set()).add(where)
        if answered.status == 200 and followed < MOST_PAGES and "html" in answered.response.headers.get("Content-Type", ""):
            for link in LINK.findall(text):
                path = urlsplit(link).path
                if path.startswith("/") and path not in seen and not path.startswith(("/static/", "/accounts/logout")) and followed < MOST_PAGES:
                    waiting.append(path)
                    followed += 1
    return found, len(seen)


def is_echo(text: str, word: str) -> bool:
    """Whether the word stands only where the asker's own query is repeated."""
    return all(context not in text for context in (f">{word}</a>", f"/practices/{word}"))


@pytest.fixture(scope="module")
def met(caller, planted):
    """What each reader met."""
    words, rows = planted
    first = [*START, *places(rows), *(f"/practices/?q={word}" for word in [*words][-3:])]
    out, pages = {}, 0
    for reader in READERS:
        out[reader], seen = crawl(caller, reader, first, words)
        pages += seen
    print(f"\npolicy: {len(words)} canaries, {pages:,} pages of {len(READERS)} readers")
    return out


def test_no_reader_meets_a_word_without_the_right(met, planted):
    words, _rows = planted
    leaks = [(reader, word, sorted(where)[:3]) for reader, found in met.items() for word, where in found.items() if reader not in words[word]]
    assert not leaks, "\n".join(map(str, leaks))


def test_readers_with_the_right_do_meet_words(met):
    assert all(len(met[role]) >= 3 for role in ("administrator", "content_editor"))


def test_neither_index_nor_logs_on_disk_hold_a_word(met, planted):
    words, _rows = planted
    files = [path for path in settings.SEARCH_INDEX.rglob("*") if path.is_file()] if settings.SEARCH_INDEX.exists() else []
    assert [path.name for path in files if any(word.encode() in path.read_bytes() for word in words)] == []


def test_a_planted_leak_is_found(caller, planted, monkeypatch):
    words, rows = planted
    from accounts.policy import RULES, SCOPES
    monkeypatch.setitem(RULES, (Job, "view"), lambda user, job: True)
    monkeypatch.setitem(SCOPES, Job, lambda user: Job.objects.all())
    job = next(row for row in rows if isinstance(row, Job))
    found, _pages = crawl(caller, "no role", [f"/desk/jobs/{job.public_id}/"], words)
    assert [word for word in found if "no role" not in words[word]] != []
