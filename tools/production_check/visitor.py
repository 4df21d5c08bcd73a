"""A visitor over TLS: verified certificate, cookies, forms; redirects are answers."""
from __future__ import annotations

import gzip
import http.client
import re
import socket
import ssl
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from tools.production_check.house import HOST, House


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        body = gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body
        return body.decode(errors="replace")


class Visitor:
    """Cookies of one person."""

    def __init__(self, house: House) -> None:
        self.port, self.jar = house.ports["https"], {}
        self.trusted = house.top / "etc/school/tls.pem"

    def ask(self, method: str, address: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        """One request on a connection of its own."""
        connection = http.client.HTTPSConnection(HOST, timeout=60)
        tls = ssl.create_default_context(cafile=str(self.trusted))
        connection.sock = tls.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 60), server_hostname=HOST)
        all_headers = {"Host": HOST, "Origin": f"https://{HOST}", "Referer": f"https://{HOST}/", **(headers or {})}
        if self.jar:
            all_headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        connection.request(method, address, body or None, all_headers)
        response = connection.getresponse()
        answer = Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.headers.get_all("Set-Cookie") or [], response.read())
        connection.close()
        for cookie in answer.cookies:
            name, _, value = cookie.split(";")[0].partition("=")
            self.jar[name] = value
        return answer

    def get(self, address: str, **headers: str) -> Answer:
        """A page."""
        return self.ask("GET", address, headers=headers)

    def post(self, address: str, fields: dict[str, str], page: str = "", text: str = "", file: tuple[str, str, bytes] | None = None) -> Answer:
        """A form with the token and the one-time key of its page: the one given as text, or fetched (the same address unless named)."""
        form = text or self.get(page or address).text
        values = {"csrfmiddlewaretoken": found(form, r'name="csrfmiddlewaretoken" value="([^"]+)"')}
        if key := re.search(r'name="key" value="([^"]+)"', form):
            values["key"] = key[1]
        values |= fields
        if file is None:
            return self.ask("POST", address, urlencode(values).encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        mark = uuid.uuid4().hex
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in values.items()]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{file[0]}"; filename="{file[1]}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        body = b"".join([*parts, head.encode(), file[2], f"\r\n--{mark}--\r\n".encode()])
        return self.ask("POST", address, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})


def found(text: str, pattern: str) -> str:
    """What the page holds. Raises AssertionError."""
    match = re.search(pattern, text)
    assert match, f"{pattern} is not on the page: {words(text)[:400]}"
    return match[1]


def words(text: str) -> str:
    """What a reader sees."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def path_of(answer: Answer) -> str:
    """Where a redirect leads."""
    assert answer.status in (302, 303), f"{answer.status} instead of a redirect: {words(answer.text)[:600]}"
    return urlsplit(answer.headers["location"])._replace(scheme="", netloc="").geturl()
