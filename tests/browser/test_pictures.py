"""Every screen of the demo as every role at 390 and 1440 px (at night also 820 px and dark): answers, fits, no violation, axe finds nothing; pictures into var/shots/."""
from __future__ import annotations

import itertools
import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from ops.outbox import drain_all
from tests.browser.conftest import is_fault, is_outside
from tools.shots import OUT, SCREENS, contact_sheet, file_name, open_screen, roles, visitor_page

NIGHT = bool(os.environ.get("SCHOOL_TEST_NIGHTLY"))
WIDTHS = (390, 820, 1440) if NIGHT else (390, 1440)
SCHEMES = ("light", "dark") if NIGHT else ("light",)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def demo(committing_db, server, settings, tmp_path):
    """The product as `make run` shows it; the address of its server."""
    settings.SEARCH_INDEX, settings.PRIVATE_ROOT, settings.DEMO = tmp_path / "search", tmp_path / "private", True
    settings.ACCOUNT_RATE_LIMITS = False
    call_command("seed", demo=True)
    drain_all()
    return server.url


def look(page, screen, base: str) -> list[str]:
    """What is wrong with the screen."""
    status = open_screen(page, base, screen)
    faults = [] if status == screen.status else [f"status {status}"]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append("scrolls sideways")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")  # there the bar that sticks to the foot of a phone covers nothing
    if not screen.path.startswith("/admin/"):
        faults += [f"axe {v['id']}: {v['nodes'][0]['html'][:160]}" for v in Axe().run(page, options=RULES).response["violations"]]
    return faults


def test_every_screen_of_the_demo(demo, browser):
    wrong, taken = [], []
    for role in roles():
        for width, scheme in itertools.product(WIDTHS, SCHEMES):
            with visitor_page(browser, demo, role, width, scheme) as page:
                noise: list[str] = []
                page.on("console", lambda message, noise=noise: noise.append(message.text) if is_fault(message.text) else None)
                page.on("pageerror", lambda error, noise=noise: noise.append(f"script error: {error}"))
                page.on("request", lambda request, noise=noise: noise.append(f"outside: {request.url}") if is_outside(request.url, demo) else None)
                for screen in (s for s in SCREENS if role in s.roles):
                    faults = look(page, screen, demo) + noise
                    noise.clear()
                    wrong += [f"{screen.name} as {role} at {width} {scheme}: {fault}" for fault in faults]
                    path = OUT / file_name(screen, role, width, scheme)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    page.screenshot(path=path, full_page=True)
                    taken.append(path)
                page.goto("about:blank")
    contact_sheet(taken, OUT / "contact-sheet.png")
    assert wrong == []
