"""`make shots`: a picture of every screen as every role that sees another one, and a contact sheet, into var/shots/."""
from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "var" / "shots"
CHROMIUM = os.environ.get("SCHOOL_TEST_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
PASSWORD = "demo-demo-demo"
VISITOR, EDITOR, ADMINISTRATOR, MANAGER, MUNICIPAL = "visitor", "editor", "administrator", "manager", "municipal"
OFFICER, COORDINATOR = "dpo", "coordinator"
MAIL = {
    EDITOR: "editor@demo.invalid", ADMINISTRATOR: "admin@demo.invalid", MANAGER: "manager@demo.invalid", MUNICIPAL: "mayor@demo.invalid",
    OFFICER: "dpo@demo.invalid", COORDINATOR: "coordinator@demo.invalid",
}


@dataclass(frozen=True)
class Screen:
    """A screen: name of its picture, address, who sees it, expected status."""

    name: str
    path: str
    roles: tuple[str, ...] = (VISITOR,)
    status: int = 200
    click: str = ""  # links to follow one after another, where the address holds a random number


SCREENS = [
    Screen("home", "/", (VISITOR, EDITOR)),
    Screen("home-en", "/en/"),
    Screen("catalogue", "/practices/"),
    Screen("catalogue-words", "/practices/?q=вывоз мусора частный сектор"),
    Screen("catalogue-facets", "/practices/?sector=HCS&sector=WST&status=verified&sort=cost"),
    Screen("catalogue-ranges", "/practices/?pop_from=20000&pop_to=49999&page=2"),
    Screen("print-list", "/practices/print/?sector=HCS"),
    Screen("print-cards", "/practices/print/?n=1&n=2&n=3"),
    Screen("catalogue-empty", "/practices/?q=ржд"),
    Screen("practice", "/practices/2/"),
    Screen("territories", "/territories/"),
    Screen("region", "/territories/nizhegorodskaya-oblast/"),
    Screen("municipality", "/territories/oktmo/22721000/"),
    Screen("about", "/about/"),
    Screen("contacts", "/about/contacts/"),
    Screen("privacy", "/about/privacy/"),
    Screen("consent", "/about/consent/"),
    Screen("accessibility", "/about/accessibility/"),
    Screen("open-data", "/about/open-data/"),
    Screen("not-found", "/no-such-page/", status=404),
    Screen("bad-request", "/%00/", status=400),
    Screen("too-long", "/practices/?q=" + "слово" * 300, status=400),
    Screen("catalogue-en", "/en/practices/"),
    Screen("release", "/practices/2/", click="main a[href*='/v1/']"),
    Screen("sign-in", "/accounts/login/"),
    Screen("password-reset", "/accounts/password/reset/"),
    Screen("desk", "/desk/", (EDITOR, ADMINISTRATOR, MANAGER, OFFICER, COORDINATOR, MUNICIPAL)),
    Screen("imports", "/desk/imports/", (EDITOR, ADMINISTRATOR)),
    Screen("import-batch", "/desk/imports/", (EDITOR,), click=".job a"),
    Screen("account", "/accounts/", (EDITOR, MUNICIPAL)),
    Screen("second-factor-set-up", "/accounts/2fa/totp/activate/", (EDITOR,)),
    Screen("second-factor", "/accounts/2fa/", (EDITOR,)),
    Screen("intakes", "/desk/intakes/", (MANAGER,)),
    Screen("intake", "/desk/intakes/", (MANAGER,), click=".lines h2 a"),
    Screen("stream", "/desk/intakes/", (MANAGER,), click=".lines h2 a >> main a[href*='/streams/']"),
    Screen("my-programme", "/desk/programme/", (MUNICIPAL,)),
    Screen("desk-en", "/en/desk/", (ADMINISTRATOR,)),
    Screen("people", "/desk/people/", (MANAGER, COORDINATOR)),
    Screen("person", "/desk/people/", (MANAGER,), click="main tbody a"),
    Screen("person-new", "/desk/people/new/", (MANAGER,)),
    Screen("duplicates", "/desk/people/duplicates/", (MANAGER,)),
    Screen("merge", "/desk/people/duplicates/", (MANAGER,), click="main a[href*='/merge/']"),
    Screen("merges", "/desk/people/merges/", (MANAGER,)),
    Screen("people-en", "/en/desk/people/", (MANAGER,)),
    Screen("users", "/desk/users/", (ADMINISTRATOR,)),
    Screen("user", "/desk/users/", (ADMINISTRATOR,), click="main table a"),
    Screen("invite", "/desk/users/invite/", (ADMINISTRATOR,)),
    Screen("join", "/accounts/join/"),
    Screen("join-sent", "/accounts/join/sent/"),
    Screen("registrations", "/desk/registrations/", (COORDINATOR, ADMINISTRATOR)),
    Screen("registration", "/desk/registrations/", (COORDINATOR,), click="main .lines a"),
    Screen("territory-roles", "/desk/territory-roles/", (ADMINISTRATOR,)),
    Screen("jobs", "/desk/jobs/", (ADMINISTRATOR,)),
    Screen("dead-letters", "/desk/dead-letters/", (ADMINISTRATOR,)),
    Screen("read-log", "/desk/privacy/", (OFFICER,)),
    Screen("incident", "/desk/privacy/incident/", (OFFICER,)),
    Screen("consents-desk", "/desk/privacy/consents/", (OFFICER,)),
    Screen("consent-draft", "/desk/privacy/consents/processing/", (OFFICER,)),
    Screen("erasures", "/desk/privacy/erasures/", (OFFICER,)),
    Screen("retention", "/desk/privacy/retention/", (OFFICER,)),
    Screen("notices", "/desk/notices/", (COORDINATOR, MUNICIPAL)),
    Screen("notice-choices", "/accounts/notices/", (ADMINISTRATOR, MUNICIPAL)),
    Screen("notice-stop-broken", "/accounts/notices/stop/broken/", status=404),
    Screen("sessions", "/accounts/sessions/", (MUNICIPAL,)),
    Screen("passkeys", "/accounts/2fa/webauthn/", (MUNICIPAL,)),
    Screen("consents", "/accounts/consents/", (MUNICIPAL,)),
    Screen("consent-words", "/accounts/consents/processing/", (MUNICIPAL,)),
    Screen("consent-withdraw", "/accounts/consents/", (MUNICIPAL,), click="main a[href*='withdraw']"),
    Screen("my-data", "/accounts/data/", (MUNICIPAL,)),
    Screen("erase-me", "/accounts/data/erase/", (MUNICIPAL,)),
    Screen("admin-letters", "/admin/letters/", (ADMINISTRATOR,)),
    Screen("admin-calendar", "/admin/working-days/", (ADMINISTRATOR,)),
    Screen("admin", "/admin/", (EDITOR, ADMINISTRATOR, MANAGER)),
    Screen("admin-intakes", "/admin/snippets/school/intake/", (MANAGER,)),
    Screen("admin-practices", "/admin/practices/", (EDITOR,)),
    Screen("admin-practice", "/admin/practices/", (EDITOR,), click="td.title a"),
    Screen("admin-synonyms", "/admin/synonyms/", (EDITOR,)),
]


def file_name(screen: Screen, role: str, width: int, scheme: str) -> str:
    """catalogue-visitor-390-light.png."""
    return f"{screen.name}-{role}-{width}-{scheme}.png"


def sign_in(page: Page, base: str, role: str) -> None:
    """As this role's demo user; a visitor stays outside."""
    if role == VISITOR:
        return
    page.goto(f"{base}/accounts/login/")
    page.fill("input[name=login]", MAIL[role])
    page.fill("input[name=password]", PASSWORD)
    page.click("main form.form button")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


@contextmanager
def visitor_page(browser: Browser, base: str, role: str, width: int, scheme: str) -> Iterator[Page]:
    """A page of this role, width in CSS pixels and colour scheme."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", locale="ru-RU")
    page = context.new_page()
    try:
        sign_in(page, base, role)
        yield page
    finally:
        context.close()


def open_screen(page: Page, base: str, screen: Screen) -> int:
    """Go there; the status of the answer."""
    answer = page.goto(base + screen.path)
    for link in filter(None, screen.click.split(" >> ")):
        with page.expect_navigation() as followed:
            page.locator(link).first.click()
        answer = followed.value
    return answer.status if answer is not None else 0


def roles() -> list[str]:
    """Roles that see some screen, in the order of the table."""
    return list(dict.fromkeys(role for screen in SCREENS for role in screen.roles))


def take(browser: Browser, base: str, widths: list[int], schemes: list[str], out: Path) -> list[Path]:
    """Pictures of every screen; raises AssertionError when one answers with another status than it should."""
    out.mkdir(parents=True, exist_ok=True)
    taken = []
    for role in roles():
        for width in widths:
            for scheme in schemes:
                with visitor_page(browser, base, role, width, scheme) as page:
                    for screen in (s for s in SCREENS if role in s.roles):
                        status = open_screen(page, base, screen)
                        assert status == screen.status, (screen, status)
                        path = out / file_name(screen, role, width, scheme)
                        page.screenshot(path=path, full_page=True)
                        taken.append(path)
    return taken


def contact_sheet(pictures: list[Path], path: Path, column: int = 300, height: int = 420, across: int = 6) -> None:
    """All pictures on one, cut at the fold, with their names."""
    rows = -(-len(pictures) // across)
    sheet = Image.new("RGB", (across * (column + 12), rows * (height + 30)), "white")
    draw = ImageDraw.Draw(sheet)
    for place, picture in enumerate(pictures):
        x, y = place % across * (column + 12), place // across * (height + 30)
        with Image.open(picture) as image:
            small = image.convert("RGB").resize((column, max(1, round(image.height * column / image.width))))
        sheet.paste(small.crop((0, 0, column, min(height, small.height))), (x, y + 18))
        draw.text((x + 2, y + 3), picture.stem, fill="black")
    sheet.save(path)


@contextmanager
def demo_site() -> Iterator[str]:
    """The product with its demo, in a folder of its own, as `make run` starts it."""
    port = 8917
    with tempfile.TemporaryDirectory(prefix="school-shots-") as folder:
        env = {**os.environ, "SCHOOL_VAR": folder, "SCHOOL_DEMO": "1", "SCHOOL_EMAIL_URL": "file"}
        site = subprocess.Popen([sys.executable, "manage.py", "serve", "--port", str(port)], cwd=ROOT, env=env)
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=2)
                    break
                except OSError:
                    if site.poll() is not None:
                        raise SystemExit("the site did not start") from None
                    time.sleep(0.5)
            yield f"http://localhost:{port}"
        finally:
            site.terminate()
            site.wait(20)


def main() -> None:
    """`--all`: also 820 px and dark."""
    widths, schemes = ([390, 820, 1440], ["light", "dark"]) if "--all" in sys.argv else ([390, 1440], ["light"])
    with demo_site() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        pictures = take(browser, base, widths, schemes, OUT)
        browser.close()
    contact_sheet(pictures, OUT / "contact-sheet.png")
    print(f"{len(pictures)} pictures and contact-sheet.png in {OUT.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
