"""A visitor finds a practice: words, marks, facets, chips, pages; with and without JavaScript, at both widths, axe and policy clean."""
from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from ops.outbox import drain_all
from portfolio.fields import PlaceFields
from tests.browser.looking import violations
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory


@pytest.fixture
def catalogue(committing_db, settings, tmp_path):
    """Fourteen practices in two regions, indexed."""
    settings.SEARCH_INDEX = tmp_path / "index"
    towns = [
        MunicipalityFactory(name="Алексин", region=RegionFactory(slug="tula", name="Тульская область"), population=70_000, group="MONO"),
        MunicipalityFactory(name="Кунгур", region=RegionFactory(slug="perm", name="Пермский край"), population=66_000, group="DST"),
    ]
    for number in range(14):
        practices.live(
            title=f"Вывоз мусора, улица {number}" if number < 12 else f"Парк {number}", sector_id=sector("WST" if number < 12 else "IMP").pk,
            places=(PlaceFields(towns[number % 2].pk),), annotation="Мусор из частного сектора увозят по графику." if number < 12 else "Парк открыт.",
            problem="Раньше баков не хватало." if number < 12 else "Берег зарос.", keywords="", solution="Решили вместе.",
        )
    drain_all()


def total(page, text: str) -> None:
    """The number of results shown."""
    expect(page.locator("[role=status]:not(.vh)").first).to_contain_text(re.compile(text))


@pytest.mark.parametrize("width", [390, 1440])
def test_visitor_searches_narrows_and_turns_the_page(catalogue, watched, server, width):
    watched.set_viewport_size({"width": width, "height": 900})
    watched.goto(f"{server.url}/practices/")
    total(watched, "14.практик")
    watched.locator("#q").fill("мусоры частный сектор")
    watched.locator("#q").press("Enter")
    total(watched, "12.практик")
    assert watched.locator(".results mark").count() >= 10
    if width == 390:
        watched.locator(".fsheet > summary").click()
    watched.get_by_label("Пермский край").check()
    if width == 390:
        watched.get_by_role("button", name="Показать").click()
    total(watched, "6.практик")
    assert "region=perm" in watched.url
    assert violations(watched) == []
    watched.get_by_role("link", name="Пермский край убрать фильтр").click()
    total(watched, "12.практик")
    assert "region" not in watched.url
    watched.get_by_role("link", name="Страница 2").click()
    expect(watched.locator(".pager [aria-current]")).to_have_text("2")
    expect(watched.locator(".res")).to_have_count(2)
    watched.go_back()
    expect(watched.locator(".res")).to_have_count(10)
    assert watched.evaluate("document.documentElement.scrollWidth") == width
    first = watched.locator(".res h2 a").first
    title = first.inner_text()
    first.click()
    watched.wait_for_url(re.compile(r"/practices/\d+-"))
    assert (watched.locator("h1").inner_text(), violations(watched)) == (title, [])
    assert re.search(r"94.*31", watched.locator(".fig-xl").inner_text(), re.DOTALL)


def test_without_javascript_the_form_and_the_links_do_it_all(catalogue, server, browser):
    context = browser.new_context(java_script_enabled=False, locale="ru-RU")
    page = context.new_page()
    page.goto(f"{server.url}/practices/")
    page.locator("#q").fill("вывоз мусора")
    page.get_by_role("button", name="Найти").click()
    total(page, "12.практик")
    page.get_by_label("Тульская область").check()
    page.get_by_role("button", name="Показать").click()
    total(page, "6.практик")
    assert page.get_by_label("Тульская область").is_checked()
    page.get_by_role("link", name="Тульская область убрать фильтр").click()
    total(page, "12.практик")
    page.get_by_role("link", name="Дальше").click()
    expect(page.locator(".res")).to_have_count(2)
    page.goto("about:blank")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_found_is_accessible_and_leads_on(catalogue, watched, server, scheme):
    watched.emulate_media(color_scheme=scheme)
    watched.goto(f"{server.url}/practices/?q=парк&sector=WST")
    expect(watched.get_by_text("Ничего не нашлось")).to_be_visible()
    assert violations(watched) == []
    watched.get_by_role("link", name="Без «Отходы и уборка»").click()
    total(watched, "2.практик")
    assert violations(watched) == []
