"""Suggestions by keyboard and for a screen reader; the place field on a page of its own; the comparison on one sheet."""
from __future__ import annotations

import io

import pytest
from django.utils.translation import override
from playwright.sync_api import expect

from ops.outbox import drain_all
from portfolio.fields import PlaceFields
from tests.browser.looking import faults_at, violations
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory

LONG = "Службы смотрят маршрут вместе и подписывают одно заключение, чтобы заявка не обходила кабинеты по очереди. " * 20


@pytest.fixture
def four(committing_db, settings, tmp_path):
    """Four long practices, indexed."""
    settings.SEARCH_INDEX = tmp_path / "index"
    with override("ru"):
        region = RegionFactory(slug="tula", name="Тульская область")
        rows = []
        for number in range(4):
            town = MunicipalityFactory(name=f"Длинноназванный городок {number}", region=region, population=40_000 + 9_000 * number, group="DST")
            rows.append(practices.live(
                title=f"Согласование изменённых маршрутов школьных автобусов с родителями и перевозчиками, часть {number}", sector_id=sector("TRN").pk,
                places=(PlaceFields(town.pk),), solution=LONG, lessons=LONG, problem=LONG,
            ))
        drain_all()
    return rows


@pytest.mark.parametrize("path", ["/practices/", "/"])
def test_suggestions_are_walked_by_keyboard_and_told(four, watched, server, path):
    watched.goto(server.url + path)
    field = watched.locator("#q")
    field.press_sequentially("школьн")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(watched.locator(".combo [role=status]").first).to_contain_text("Найдено")
    assert violations(watched) == []
    field.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    expect(watched.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    watched.wait_for_url(lambda url: "/practices/" in url and url != f"{server.url}/practices/")


def test_enter_without_a_choice_searches_what_was_typed(four, watched, server):
    watched.goto(f"{server.url}/practices/")
    watched.locator("#q").press_sequentially("маршрут")
    watched.locator("#q").press("Enter")
    watched.wait_for_url("**q=%D0%BC*")
    field = watched.locator("#q")
    expect(field).to_have_attribute("role", "combobox")


@pytest.mark.parametrize("width", [390, 1440])
def test_new_screens_are_clean_at_both_widths(four, watched, server, width):
    chosen = "&".join(f"n={row.number}" for row in four)
    first = four[0]
    faults = []
    for path in (f"/practices/compare/?{chosen}", f"/practices/compare/?n={first.number}", "/place/", f"/practices/{first.number}-{first.slug}/similar/"):
        faults += faults_at(watched, server.url + path, width)
    assert faults == []


def test_comparison_of_four_long_practices_prints_on_one_sheet(four, watched, server):
    from pypdf import PdfReader

    watched.goto(f"{server.url}/practices/compare/?" + "&".join(f"n={row.number}" for row in four))
    paper = watched.pdf(prefer_css_page_size=True)
    pages = PdfReader(io.BytesIO(paper)).pages
    assert [page.extract_text() for page in pages[1:]] == []
    assert (len(pages), pages[0].mediabox.width > pages[0].mediabox.height) == (1, True)


def test_practice_page_fetches_what_is_similar(four, watched, server):
    first = four[0]
    watched.goto(f"{server.url}/practices/{first.number}-{first.slug}/")
    watched.locator("#similar").scroll_into_view_if_needed()
    expect(watched.locator("#similar li").first).to_contain_text("та же отрасль")
