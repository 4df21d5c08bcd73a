"""An editor's day in Chromium: a draft, a look at it, a refusal, a correction, the public page, and back."""
import re
from dataclasses import replace

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from accounts.roles import Role
from ops.outbox import drain_all
from portfolio.actions.draft import write_draft
from portfolio.models import Practice
from tests.browser.looking import searched
from tests.factories.portfolio import live, ready_fields
from tests.people import session_cookie, someone


def gathered(page):
    """Errors of the console and of scripts, from here on."""
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def press(page, name):
    """A button of the footer's menu."""
    page.locator("footer [data-w-dropdown-target='toggle']").click()
    page.get_by_role("button", name=name, exact=True).click()


def test_editor_drafts_previews_is_refused_corrects_publishes_and_takes_down(watched, server, settings, tmp_path):
    settings.SEARCH_INDEX = tmp_path / "search"
    editor = someone(Role.CONTENT_EDITOR)
    practice = write_draft(None, ready_fields(problem="", indicators=(replace(ready_fields().indicators[0], is_headline=False),)), editor, timezone.now())
    watched.context.add_cookies([session_cookie(editor, server.url)])
    errors = gathered(watched)

    watched.goto(f"{server.url}/admin/")
    watched.get_by_role("link", name="Практики").first.click()
    watched.get_by_role("link", name=practice.title).first.click()
    assert watched.locator("html").get_attribute("lang") == "ru"
    watched.locator("#id_title").fill("Маршрут автобуса согласуют за месяц")
    watched.get_by_role("button", name="Сохранить черновик").click()
    watched.locator(".messages").get_by_text("Маршрут автобуса согласуют за месяц").first.wait_for()

    watched.locator("[data-side-panel-toggle='preview']").click()
    shown = watched.frame_locator("[data-side-panel='preview'] iframe").last
    shown.locator("h1", has_text="Маршрут автобуса согласуют за месяц").wait_for()
    assert "Срок согласования, медиана" in shown.locator(".inds").inner_text()
    watched.locator("[data-side-panel-toggle='preview']").click()

    press(watched, "Опубликовать")
    watched.locator("text=Черновик сохранён. Практика не опубликована.").first.wait_for()
    assert "проблема (кто страдает" in watched.content() and "главный показатель" in watched.content()
    assert Practice.objects.get().live is False

    watched.get_by_role("tab", name="Что было и что сделано").click()
    watched.locator("#id_problem").fill("Новый район ждал автобус пять месяцев.")
    watched.get_by_role("tab", name="Показатели").click()
    watched.locator("#id_indicators-0-is_headline").check()
    press(watched, "Опубликовать")
    watched.locator("text=/опубликован/i").first.wait_for()
    row = Practice.objects.get()
    assert (row.live, row.title, row.problem) == (True, "Маршрут автобуса согласуют за месяц", "Новый район ждал автобус пять месяцев.")

    drain_all()
    assert searched(watched, server.url, "согласуют маршрут") == ["Маршрут автобуса согласуют за месяц"]
    watched.locator(".res h2 a").click()
    watched.wait_for_url(f"**{row.get_absolute_url()}")
    assert watched.locator("h1").inner_text() == "Маршрут автобуса согласуют за месяц"
    assert re.search("94.*31", watched.locator(".fig-xl").inner_text(), re.DOTALL)

    watched.goto(f"{server.url}/admin/practices/unpublish/{row.pk}/")
    watched.get_by_role("button", name=re.compile("Да")).click()
    watched.wait_for_url("**/admin/practices/")
    assert Practice.objects.get().live is False
    assert watched.goto(server.url + row.get_absolute_url()).status == 404
    drain_all()
    assert searched(watched, server.url, "согласуют маршрут") == []
    assert [error for error in errors if "404" not in error] == []


def test_public_page_is_clean_at_both_widths_and_themes(watched, server):
    practice = live()
    errors = gathered(watched)
    for width in (390, 1440):
        for scheme in ("light", "dark"):
            watched.set_viewport_size({"width": width, "height": 900})
            watched.emulate_media(color_scheme=scheme)
            watched.goto(server.url + practice.get_absolute_url())
            assert Axe().run(watched).response["violations"] == []
    watched.set_viewport_size({"width": 320, "height": 900})
    assert watched.evaluate("document.documentElement.scrollWidth") == 320
    assert errors == []


def test_contents_list_follows_the_scroll(watched, server):
    practice = live()
    watched.goto(server.url + practice.get_absolute_url())
    watched.locator("#money").scroll_into_view_if_needed()
    watched.evaluate("document.querySelector('#money').scrollIntoView()")
    watched.locator("[data-toc] a[href='#money'][aria-current]").wait_for(state="attached")
