"""Many people who send a form at once, each of them twice, to a real web server."""
from __future__ import annotations

import http.client
import re
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.test import Client

from accounts.models import User

KEY = re.compile(r'name="key"[^>]*value="([0-9a-f-]{36})"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 30


@dataclass
class Tally:
    """What one submitter saw: the receipts that were acknowledged, and everything that a user would call an error."""

    receipts: list[str] = field(default_factory=list)
    doubled: list[tuple[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def body_of(fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    """(body, content type) of a multipart form."""
    mark = uuid.uuid4().hex
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    for name, (file, content) in files.items():
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: text/csv\r\n\r\n'.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


class Submitter(threading.Thread):
    """Opens the form, fills it in, clicks twice, and again until the time is over."""

    def __init__(self, port: int, path: str, user: User, fill: Callable[[int], tuple[dict, dict]], end: float) -> None:
        super().__init__(daemon=True)
        client = Client()
        client.force_login(user)
        self.path, self.fill, self.end, self.tally = path, fill, end, Tally()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        self.hands = [http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE) for _ in range(2)]

    def run(self) -> None:
        """Whatever goes wrong is an error that the user saw."""
        n = 0
        while time.monotonic() < self.end:
            n += 1
            try:
                self.submit(n)
            except (OSError, http.client.HTTPException, AttributeError) as error:
                self.tally.errors.append(repr(error))
                for hand in self.hands:
                    hand.close()

    def submit(self, n: int) -> None:
        """One form: both clicks are on their way before the first is answered."""
        self.hands[0].request("GET", self.path, headers={"Cookie": self.cookie})
        answer = self.hands[0].getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            self.tally.errors.append(f"GET {answer.status}")
            return
        cookies = "; ".join([self.cookie, *(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")])
        fields, files = self.fill(n)
        fields |= {"key": KEY.search(text)[1], "csrfmiddlewaretoken": TOKEN.search(text)[1]}
        body, kind = body_of(fields, files)
        for hand in self.hands:
            hand.request("POST", self.path, body, {"Cookie": cookies, "Content-Type": kind})
        answers = [hand.getresponse() for hand in self.hands]
        for one in answers:
            one.read()
        places = [one.headers.get("Location", "") for one in answers]
        if [one.status for one in answers] != [302, 302]:
            self.tally.errors.append(f"POST {[one.status for one in answers]}")
        elif places[0] != places[1]:
            self.tally.doubled.append((places[0], places[1]))
        else:
            self.tally.receipts.append(places[0])
