"""A server and Chromium."""
import os

import pytest
from pytest_django.live_server_helper import LiveServer

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = os.environ.get("SCHOOL_TEST_CHROMIUM", "/usr/bin/chromium")


def pytest_collection_modifyitems(items):
    """Every test here drives Chromium."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if not os.path.exists(CHROMIUM):
                item.add_marker(pytest.mark.skip(reason="Chromium is absent: make services"))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, quiet."""
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]}


@pytest.fixture(scope="session")
def server(django_db_setup):
    """Not called live_server: pytest-django would then flush the database."""
    server = LiveServer("127.0.0.1")
    server._live_server_modified_settings.enable()
    yield server
    server.stop()
    server._live_server_modified_settings.disable()


@pytest.fixture
def watched(committing_db, server, new_context):
    """A page that forbids itself three things: a violation of the content security policy, an error of a script, a request to another host.

    It depends on the database, so it closes first; `watched.context.add_cookies([session_cookie(user, server.url)])` signs somebody in.
    `watched.viewport_size`, `emulate_media(color_scheme=…)` as in Playwright.
    """
    faults = []
    page = new_context(locale="ru-RU", viewport={"width": 1440, "height": 900}).new_page()
    page.on("console", lambda message: faults.append(message.text) if is_fault(message.text) else None)
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("request", lambda request: faults.append(f"outside: {request.url}") if is_outside(request.url, server.url) else None)
    yield page
    page.goto("about:blank")
    page.close()
    assert faults == []


def is_fault(text: str) -> bool:
    """What Chromium says when it blocks something because of the policy."""
    return "Content Security Policy" in text or "violates" in text


def is_outside(url: str, own: str) -> bool:
    """A request that leaves the test's server."""
    return url.startswith(("http:", "https:", "ws:", "wss:")) and not url.startswith(own + "/")


@pytest.fixture
def watched_locally(watched, server):
    """The guard of `watched` knows the server by its number; the same server by name is no outside host."""
    page = watched.context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.goto("about:blank")
    page.close()
    assert faults == []
