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
