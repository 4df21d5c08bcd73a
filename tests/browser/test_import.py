"""An editor brings practices in: sees the errors, corrects, writes, publishes, takes back."""
from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.timezone import now

from accounts.roles import Role
from ops.outbox import drain_all
from portfolio.actions.draft import write_draft
from portfolio.importing.template import write_practices
from portfolio.models import Practice
from tests.browser.looking import searched, sideways, violations
from tests.people import session_cookie, someone
from tests.portfolio.importing.tables import GOOD, places

SHOTS = os.environ.get("SCHOOL_TEST_SHOTS")
ROWS = [
    GOOD, {**GOOD, "Код": "УП-2", "Название": "Единая диспетчерская служба округа", "Муниципалитет": "Дзержинскй", "ОКТМО": ""},
    {**GOOD, "Код": "УП-3", "Название": "Горячее питание в малокомплектных школах", "Было 1": "94 дня, стало 31"},
    {**GOOD, "Код": "УП-4", "Название": "Дворовый спорт без застройки", "Муниципалитет": "Бор", "ОКТМО": "22712000"},
]


@pytest.fixture
def editor(committing_db, settings, tmp_path):
    settings.SEARCH_INDEX = tmp_path / "search"
    places()
    return someone(Role.CONTENT_EDITOR)


@pytest.fixture
def page(editor, watched, server):
    watched.context.add_cookies([session_cookie(editor, server.url)])
    return watched


def looked_at(page, name):
    """axe and width at both sizes; a picture of each where a folder for them is given."""
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert (name, width, violations(page), sideways(page)) == (name, width, [], 0)
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)


def send(page, server, path):
    page.goto(f"{server.url}/desk/imports/")
    page.get_by_label("Файл с практиками").set_input_files(path)
    page.get_by_role("button", name="Проверить файл").click()
    page.get_by_role("heading", name="Проверяем файл").wait_for()


def settle(page):
    """What the runner does, and the page looks anew by itself."""
    drain_all()
    page.reload()


def test_import_from_errors_to_publication_and_back(page, server, editor, tmp_path):
    page.goto(f"{server.url}/desk/imports/")
    looked_at(page, "import-empty")
    (tmp_path / "старый.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    page.get_by_label("Файл с практиками").set_input_files(tmp_path / "старый.xls")
    page.get_by_role("button", name="Проверить файл").click()
    page.get_by_text("Сохраните файл как XLSX и загрузите снова").wait_for()
    looked_at(page, "import-refused")

    write_practices(tmp_path / "практики.xlsx", [numbers(row) for row in ROWS])
    send(page, server, tmp_path / "практики.xlsx")
    looked_at(page, "import-progress")
    settle(page)
    assert page.locator("tr.r-bad code").all_inner_texts() == ["H3", "W4"]
    assert "Похоже на: Дзержинск" in page.locator("main").inner_text()
    looked_at(page, "import-checked")

    page.get_by_role("button", name="Заменить Дзержинск, Нижегородская область").click()
    settle(page)
    assert page.locator("tr.r-bad code").all_inner_texts() == ["W4"]

    write_practices(tmp_path / "практики.xlsx", [numbers({**row, "Муниципалитет": row["Муниципалитет"].replace("скй", "ск"), "Было 1": "94"}) for row in ROWS])
    send(page, server, tmp_path / "практики.xlsx")
    settle(page)
    page.get_by_role("button", name="Записать 4 строки").click()
    page.get_by_role("heading", name="Записываем строки").wait_for()
    settle(page)
    looked_at(page, "import-written")
    edited = Practice.objects.get(source_key="УП-4")
    write_draft(edited, replace(edited.as_fields(), goal="Дописала редактор"), editor, now())
    page.get_by_role("button", name="Опубликовать всё: 4 черновика").click()
    page.get_by_role("heading", name="Публикуем практики").wait_for()
    settle(page)
    looked_at(page, "import-published")
    batch, practice = page.url, Practice.objects.get(source_key="УП-1")
    assert searched(page, server.url, "горячее питание")[0] == ROWS[2]["Название"]
    assert searched(page, server.url, GOOD["Название"])[0] == GOOD["Название"]
    page.locator(".res h2 a").first.click()
    page.wait_for_url(f"**{practice.get_absolute_url()}")
    assert page.locator("h1").inner_text().replace("\xa0", " ") == GOOD["Название"]

    page.goto(batch)
    page.get_by_role("button", name="Отменить загрузку").click()
    page.get_by_role("heading", name="Отменяем загрузку").wait_for()
    settle(page)
    assert page.locator("tr.r-bad th").all_inner_texts() == ["Дворовый спорт без застройки"]
    looked_at(page, "import-undone")
    assert page.goto(f"{server.url}{practice.get_absolute_url()}").status == 410
    kept = ["Дворовый спорт без застройки"]
    assert [searched(page, server.url, words) for words in ("горячее питание", GOOD["Название"], "дворовый спорт")] == [[], kept, kept]
    page.locator(".res h2 a").click()
    page.locator("h1", has_text="Дворовый").wait_for()
    assert list(Practice.objects.filter(live=True).values_list("source_key", flat=True)) == ["УП-4"]
    page.goto(f"{server.url}/desk/imports/")
    looked_at(page, "import-list")


def numbers(row):
    """Cells of the workbook: blank ones are left out."""
    return {name: value for name, value in row.items() if value}
