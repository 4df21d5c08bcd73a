"""One call as one reader through the whole product: middleware, view, error pages."""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.client import ClientHandler, RequestFactory

from accounts.models import User
from accounts.roles import Role
from tests.people import someone
from tests.policy.grammar import BLOCKED, PLAIN, READERS, SIGN_IN, UNKNOWN, VISITOR

WRITES = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE)
MASKS = (
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'), b"CSRF"), (re.compile(rb'hx-headers=\'[^\']*\''), b"HEADERS"),
    (re.compile(rb"csrf[Tt]oken[^,}]{0,90}"), b"CSRF"), (re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), b"UUID"),
)
COLLEAGUE_MAIL = "colleague.{}@people.invalid"


@dataclass
class Answered:
    """What came back."""

    status: int
    answer: int | str
    location: str
    content: bytes
    writes: set[str]
    response: HttpResponseBase


@dataclass
class Readers:
    """Every reader with a session, and a colleague of each."""

    cookies: dict[str, str] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    colleagues: dict[str, User] = field(default_factory=dict)
    strangers: dict[str, User] = field(default_factory=dict)

    @classmethod
    def made(cls) -> Readers:
        """Signed in once each; the blocked one was blocked after that."""
        readers = cls()
        for name in READERS:
            if name == VISITOR:
                continue
            readers.users[name] = person(name)
            readers.colleagues[name] = person(name, COLLEAGUE_MAIL.format(name.replace(" ", "")))
            client = Client()
            client.force_login(readers.users[name])
            readers.cookies[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
        User.objects.filter(pk=readers.users[BLOCKED].pk).update(is_active=False)
        one, two = (person(name, f"stranger.{name.replace(' ', '')}@people.invalid") for name in (Role.MUNICIPAL_USER.value, Role.CURATOR.value))
        readers.strangers = {name: two if name == Role.MUNICIPAL_USER.value else one for name in READERS}
        return readers

    def owner(self, reader: str, relation: str) -> User:
        """Whose object it is when this reader stands in this relation to it."""
        if reader in UNKNOWN:
            return self.strangers[reader]
        return {"owner": self.users, "colleague": self.colleagues, "stranger": self.strangers}.get(relation, self.users)[reader]


def person(name: str, email: str | None = None) -> User:
    """A saved user of this name of the table."""
    more = {"email": email or f"{name.replace(' ', '')}@people.invalid"}
    if name in (PLAIN, BLOCKED):
        user = someone(Role.MUNICIPAL_USER, **more)
        user.groups.clear()
    else:
        user = someone(Role(name), **more)
    return User.objects.get(pk=user.pk)


class Caller:
    """Calls the product as it stands, without a browser's memory: each call brings only its reader's session."""

    def __init__(self, readers: Readers) -> None:
        self.readers = readers
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.factory = RequestFactory(raise_request_exception=False)

    def call(self, reader: str, method: str, path: str, data: Any = None, keep: bool = False, **headers: str) -> Answered:
        """One call; whatever it wrote is taken back unless `keep`."""
        self.factory.cookies.clear()
        if reader in self.readers.cookies:
            self.factory.cookies[settings.SESSION_COOKIE_NAME] = self.readers.cookies[reader]
        request = self.factory.generic(method, path, **headers) if data is None else getattr(self.factory, method.lower())(path, data, **headers)
        writes: set[str] = set()
        with transaction.atomic(), connection.execute_wrapper(noting(writes)):
            response = self.handler(request.environ)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            if not keep:
                transaction.set_rollback(True)
        location = response.headers.get("Location", "")
        return Answered(response.status_code, answer_of(response.status_code, location), location, content, writes, response)


def answer_of(status: int, location: str) -> int | str:
    """The status, or SIGN_IN for a redirect to the sign-in page."""
    return SIGN_IN if status == 302 and urlsplit(location).path in ("/accounts/login/", "/en/accounts/login/") else status


def noting(writes: set[str]) -> Any:
    """An execute wrapper that notes the tables written to."""
    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(sql):
            writes.add(found[2])
        return execute(sql, params, many, context)
    return wrapper


def masked(content: bytes) -> bytes:
    """The body without what differs by chance: tokens and keys."""
    for pattern, word in MASKS:
        content = pattern.sub(word, content)
    return content


@contextmanager
def fresh_limits() -> Iterator[None]:
    """Rate limits count from nothing."""
    cache.clear()
    yield
    cache.clear()
