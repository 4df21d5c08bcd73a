"""The guard of every browser test itself: it sees what it must."""
import pytest

from tests.browser.conftest import is_fault, is_outside


@pytest.mark.parametrize(("url", "outside"), [
    ("http://127.0.0.1:9000/practices/", False),
    ("data:image/svg+xml,x", False),
    ("about:blank", False),
    ("http://127.0.0.1:90001/", True),
    ("https://fonts.example/a.woff2", True),
    ("wss://127.0.0.1:9000/live", True),
])
def test_is_outside_by_host_and_port(url, outside):
    assert is_outside(url, "http://127.0.0.1:9000") is outside


def test_watched_inline_script_on_a_strict_page_is_a_fault(committing_db, server, page):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{server.url}/accounts/login/")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = '1'; document.body.append(s); }")
    page.wait_for_timeout(200)
    page.goto("about:blank")
    assert [text for text in said if is_fault(text)] == [said[0]]


def test_watched_frame_of_a_page_is_clean(watched, server):
    answer = watched.goto(f"{server.url}/accounts/login/")
    assert answer.status == 200
