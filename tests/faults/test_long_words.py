"""Long words through the web server as it is shipped: a Cyrillic letter takes six bytes of the address."""
from __future__ import annotations

from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.faults.test_writers import runners, serve  # noqa: F401

CUT, REFUSED = "Текст длинный: искали по его началу", "Запрос слишком длинный"


def ask(port: int, letters: int) -> tuple[int, bool, bool]:
    """(status, told that it was cut, told that it is too long)."""
    words = ("электроснабжение " * 100)[:letters - 1] + "я"
    try:
        with urlopen(f"http://127.0.0.1:{port}/practices/?{urlencode({'q': words})}", timeout=20) as answer:
            status, text = answer.status, answer.read().decode()
    except HTTPError as error:
        status, text = error.code, error.read().decode()
    return status, CUT in text, REFUSED in text


@pytest.mark.usefixtures("committing_db")
def test_limits_of_the_words_through_gunicorn(runners):  # noqa: F811
    port = serve(runners)
    assert {n: ask(port, n) for n in (256, 257, 1_000, 1_001, 1_300)} == {
        256: (200, False, False), 257: (200, True, False), 1_000: (200, True, False), 1_001: (400, False, True), 1_300: (400, False, True),
    }
    assert ask(port, 2_000)[0] == 414  # the web server's own limit of 8,190 bytes
    assert ask(port, 5)[0] == 200
