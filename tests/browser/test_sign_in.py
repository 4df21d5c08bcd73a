"""The door in a real browser: two steps, sign-out, mistakes, display settings, every page of the account."""
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.core.signing import dumps

from accounts.roles import Role
from tests.accounts.totp import code
from tests.people import PASSWORD, session_cookie, someone

SHOTS = os.environ.get("SCHOOL_TEST_SHOTS", "")
WIDTHS = {1440: 900, 390: 844}
AXE = Axe()


@pytest.fixture(autouse=True)
def unspent_limits():
    cache.clear()


def look(page, name: str) -> None:
    """No fault of axe, nothing to scroll sideways, at both widths; a picture where one is wanted."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        found = [f"{v['id']}: {[n['target'] for n in v['nodes']]}" for v in AXE.run(page).response["violations"]]
        assert (name, width, found) == (name, width, [])
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (name, width)
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})


def fill(page, **fields: str) -> None:
    """Fill by name, send the form of the page."""
    for name, value in fields.items():
        page.fill(f"main [name={name}]", value)
    page.click("main form .btn")


def test_editor_signs_in_sets_up_the_second_step_and_signs_out(watched, server):
    user = someone(Role.CONTENT_EDITOR, second_factor=False)
    watched.goto(f"{server.url}/desk/")
    look(watched, "login")
    fill(watched, login=user.email, password="не тот пароль")
    assert "Адрес или пароль не подошли" in watched.inner_text("[role=alert]")
    look(watched, "login-wrong")
    fill(watched, login=user.email, password=PASSWORD)
    watched.wait_for_url("**/accounts/2fa/totp/activate/")
    look(watched, "totp-activate")
    watched.goto(f"{server.url}/admin/")
    assert watched.url.endswith("/accounts/2fa/totp/activate/")
    secret = watched.inner_text(".secret").replace(" ", "")
    fill(watched, code="000000")
    assert "Код не подошёл" in watched.inner_text(".err")
    assert watched.inner_text(".secret").replace(" ", "") == secret
    fill(watched, code=code(secret))
    watched.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert watched.locator(".codes li").count() == 10
    look(watched, "recovery-codes")
    recovery = watched.locator(".codes li").first.inner_text()
    watched.click("main a.btn")
    watched.wait_for_url("**/desk/")
    look(watched, "desk")
    watched.click("summary:has(.ava)")
    watched.click(".tools button:has-text('Выйти')")
    watched.wait_for_url(f"{server.url}/")
    watched.goto(f"{server.url}/accounts/login/?next=/desk/")
    fill(watched, login=user.email, password=PASSWORD)
    watched.wait_for_url("**/accounts/2fa/authenticate/")
    look(watched, "second-step")
    fill(watched, code=recovery)
    watched.wait_for_url("**/desk/")


def test_display_settings_apply_at_once_and_survive(watched, server):
    watched.goto(f"{server.url}/accounts/login/")
    watched.click(".tools summary:has-text('Вид')")
    with watched.expect_navigation():
        watched.check(".tools [name=theme][value=dark]")
    watched.click(".tools summary:has-text('Вид')")
    with watched.expect_navigation():
        watched.check(".tools [name=text_size][value='150']")
    watched.goto(f"{server.url}/accounts/signup/")
    html = watched.locator("html")
    assert (html.get_attribute("data-theme"), html.get_attribute("data-size")) == ("dark", "150")
    assert watched.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    look(watched, "signup-dark-150")


def test_display_settings_work_without_javascript(committing_db, server, new_context):
    page = new_context(java_script_enabled=False, locale="ru-RU").new_page()
    page.goto(f"{server.url}/accounts/login/")
    page.click(".tools summary:has-text('Вид')")
    page.check(".tools [name=theme][value=light]")
    page.check(".tools [name=text_size][value='125']")
    page.click(".tools form button:has-text('Применить')")
    assert page.url == f"{server.url}/accounts/login/"
    html = page.locator("html")
    assert (html.get_attribute("data-theme"), html.get_attribute("data-size")) == ("light", "125")
    page.goto("about:blank")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_of_a_visitor_are_sound(watched, server, prefix):
    for name in ("login", "signup", "password/reset", "password/reset/done", "password/reset/key/done", "password/reset/key/1-gone", "inactive", "confirm-email",
                 "confirm-email/gone"):
        watched.goto(f"{server.url}{prefix}/accounts/{name}/")
        look(watched, f"visitor{prefix}/{name}".replace("/", "-"))


@pytest.mark.parametrize("second_factor", [False, True])
def test_pages_of_a_person_are_sound(watched, server, second_factor):
    user = someone(Role.MUNICIPAL_USER, second_factor=second_factor)
    watched.context.add_cookies([session_cookie(user, server.url)])
    key = dumps(user.emailaddress_set.get().pk, salt="account")
    names = ["", "email", "logout", "password/change", "reauthenticate", "2fa", f"confirm-email/{key}"]
    names += ["2fa/totp/deactivate", "2fa/reauthenticate", "2fa/recovery-codes/generate"] if second_factor else ["2fa/totp/activate"]
    for name in names:
        watched.goto(f"{server.url}/accounts/{name}/".replace("//", "/").replace(":/", "://", 1))
        look(watched, f"person-{'two' if second_factor else 'one'}-{name.split(':')[0]}".replace("/", "-"))


def test_desk_of_a_municipal_user_is_sound(watched, server):
    watched.context.add_cookies([session_cookie(someone(Role.MUNICIPAL_USER), server.url)])
    watched.goto(f"{server.url}/desk/")
    look(watched, "desk-municipal")
