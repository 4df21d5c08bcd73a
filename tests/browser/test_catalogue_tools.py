"""What stands around the list: bars of a range, «show more», a choice over two pages; and a subscription from letter to consent."""
from __future__ import annotations

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from ops.outbox import drain_all
from portfolio.fields import PlaceFields
from tests.browser.looking import faults_at, sideways, violations
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory

SIZES = (8_000, 15_000, 15_000, 70_000, 70_000, 70_000, 70_000, 300_000, 300_000, 300_000, 300_000, 300_000)


@pytest.fixture
def twelve(committing_db, settings, tmp_path):
    """Twelve practices of places of four sizes, indexed: a page and two more."""
    settings.SEARCH_INDEX = tmp_path / "index"
    region = RegionFactory(slug="tula", name="Тульская область")
    rows = [
        practices.live(
            title=f"Вывоз мусора, улица {number}", sector_id=sector("WST").pk, solution="Решили вместе.",
            places=(PlaceFields(MunicipalityFactory(name=f"Городок {number}", region=region, population=residents, group="DST").pk),),
        )
        for number, residents in enumerate(SIZES)
    ]
    drain_all()
    return rows


def found(page) -> int:
    """The number of practices that the screen says it found."""
    return int(re.sub(r"\D", "", page.locator("#catalogue [role=status] b").first.inner_text()))


def test_each_bar_narrows_to_as_many_as_it_said(twelve, watched, server):
    watched.goto(f"{server.url}/practices/")
    bars = watched.locator("fieldset", has_text="Жителей в этом месте").locator(".hist a")
    said = [int(title.rpartition(" ")[2]) for title in bars.locator("title").all_text_contents()]
    assert said == [1, 2, 4, 5]
    for at, count in enumerate(said):
        watched.goto(f"{server.url}/practices/")
        bars.nth(at).locator(".f-hit").click()
        watched.wait_for_url("**pop_from=*")
        expect(watched.locator(".res")).to_have_count(count)
        assert found(watched) == count
    assert violations(watched) == []


def test_show_more_appends_and_keeps_the_address(twelve, watched, server):
    watched.goto(f"{server.url}/practices/?sector=WST")
    expect(watched.locator(".res")).to_have_count(10)
    watched.get_by_role("link", name="Показать ещё 2").click()
    expect(watched.locator(".res")).to_have_count(12)
    titles = watched.locator(".res h2 a").all_inner_texts()
    assert (len(set(titles)), watched.url) == (12, f"{server.url}/practices/?sector=WST")
    expect(watched.locator("[data-pages]")).to_contain_text(re.compile("1–12"))
    expect(watched.locator("[data-more]")).to_have_count(0)
    assert violations(watched) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_two_chosen_over_two_pages_are_compared(twelve, watched, server, width):
    watched.set_viewport_size({"width": width, "height": 900})
    watched.goto(f"{server.url}/practices/")
    expect(watched.locator("#selection")).to_be_hidden()
    watched.locator(".res .cmp input").first.check()
    expect(watched.get_by_role("button", name="Сравнить")).to_be_disabled()
    watched.get_by_role("link", name="Страница 2").click()
    expect(watched.locator(".res")).to_have_count(2)
    watched.locator(".res .cmp input").first.check()
    expect(watched.locator("#selection [data-said]")).to_contain_text("Выбрано: 2.")
    assert (violations(watched), sideways(watched)) == ([], 0)
    watched.get_by_role("button", name="Сравнить").click()
    watched.wait_for_url("**/practices/compare/?*")
    heads = [title.replace("\xa0", " ") for title in watched.locator(".cmpt .ct").all_inner_texts()]
    newest = [row.title for row in reversed(twelve)]
    assert sorted(heads) == sorted([newest[0], newest[10]])
    assert (violations(watched), sideways(watched)) == ([], 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens_around_the_list_are_clean_on_a_phone(twelve, watched, server, scheme):
    first, second = twelve[0].number, twelve[1].number
    faults = []
    for path in (
        "/practices/?pop_from=5000&pop_to=99999&sector=WST", "/practices/?q=муссор", "/practices/?q=ъъъъъъ&sector=WST", "/practices/subscribe/?q=мусор",
        "/practices/subscribe/sent/", "/practices/print/?q=мусор", f"/practices/print/?n={first}&n={second}", "/open-data/", "/api/v1/docs",
        "/en/practices/?q=мусор", f"/en/practices/compare/?n={first}&n={second}",
    ):
        faults += faults_at(watched, server.url + path, 390, scheme)
    assert faults == []


def test_subscription_is_confirmed_from_its_letter_by_a_browser(twelve, watched, server):
    watched.goto(f"{server.url}/practices/subscribe/?q=мусор")
    watched.get_by_label("Ваша почта").fill("town@example.org")
    watched.get_by_role("button", name="Прислать ссылку").click()
    watched.wait_for_url("**/practices/subscribe/sent/")
    drain_all()
    link = re.search(r"/practices/subscribe/\S+", mail.outbox[-1].body)
    watched.goto(server.url + link[0])
    watched.get_by_role("button", name="Да, присылайте").click()
    expect(watched.locator("h1")).to_have_text("Ваша подписка")
    assert violations(watched) == []
    watched.get_by_role("button", name="Больше не присылать такие письма").click()
    expect(watched.locator("h1")).to_have_text("Подписка остановлена")
