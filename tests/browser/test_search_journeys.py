"""Whole ways through the search in a browser: a clerk on a phone, the same without JavaScript, and an editor who teaches the search a word."""
from __future__ import annotations

import os
import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from accounts.deliveries import deliver_due
from accounts.roles import Role
from ops.outbox import drain_all
from portfolio.fields import PlaceFields
from search.alerts import tell_due
from search.engines import elastic_at, engine
from search.log_writer import BUFFER, flush
from search.models import QueryDay, SynonymRule
from search.query_log import today
from territories.models import Municipality
from tests.browser.looking import sideways, violations
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import session_cookie, someone

ELASTIC = os.environ.get("SCHOOL_TEST_ELASTIC_URL", "")
MISSPELT = "вывос мусара во дворах"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=["embedded", "elastic"] if ELASTIC else ["embedded"])
def catalogue(request, committing_db, settings, tmp_path):
    """Practices about waste in two regions and a park, indexed; on Elasticsearch too where a server is there."""
    settings.SEARCH_INDEX = tmp_path / "index"
    if request.param == "elastic":
        settings.ELASTIC_URL, settings.ELASTIC_PREFIX = ELASTIC, f"journey-{uuid.uuid4().hex[:12]}"
        engine().refresh = True
    towns = [
        MunicipalityFactory(name="Алексин", region=RegionFactory(slug="tula", name="Тульская область"), population=70_000, group="MONO"),
        MunicipalityFactory(name="Кунгур", region=RegionFactory(slug="perm", name="Пермский край"), population=66_000, group="DST"),
    ]
    for number in range(8):
        practices.live(
            title=f"Вывоз мусора из дворов, район {number + 1}", sector_id=sector("WST").pk, places=(PlaceFields(towns[number % 2].pk),),
            annotation="Мусор увозят по графику.", problem="Раньше контейнеров не хватало.", keywords="", solution="Решили вместе.",
        )
    practices.live(title="Парк у реки", sector_id=sector("IMP").pk, annotation="Берег открыт.", problem="Берег зарос.", keywords="", solution="Расчистили.")
    drain_all()
    BUFFER.take()
    yield
    if request.param == "elastic":
        server = engine().client
        for name in server.indices.get(index=f"{settings.ELASTIC_PREFIX}-*"):
            server.indices.delete(index=name)
        elastic_at.cache_clear()


def total(page, number: int) -> None:
    """The number of results shown."""
    expect(page.locator("[role=status]:not(.vh)").first).to_contain_text(re.compile(rf"{number}.практик"))


def narrowed(page, server, words: str) -> None:
    """Words that are misspelt, read rightly, then narrowed by region: on a phone the filters lie in a sheet, without JavaScript too."""
    page.goto(f"{server.url}/")
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    page.wait_for_url("**/practices/?q=*")
    total(page, 8)
    expect(page.get_by_text("Показаны результаты").first).to_be_visible()
    page.locator(".fsheet > summary").click()
    page.get_by_label("Пермский край").check()
    page.get_by_role("button", name="Показать").click()
    total(page, 4)
    assert "region=perm" in page.url


def choose(page, number: int) -> list[str]:
    """Tick the first results; their titles."""
    boxes = page.locator("input[name=n]")
    titles = []
    for n in range(number):
        boxes.nth(n).check()
        titles.append(boxes.nth(n).get_attribute("data-title"))
    return titles


def compared(page, titles: list[str]) -> None:
    """What was chosen stands side by side."""
    page.locator("#selection").get_by_role("button", name="Сравнить").click()
    page.wait_for_url("**/practices/compare/*")
    shown = page.locator(".cmpt thead .ct").all_inner_texts()
    assert sorted(title.replace("\xa0", " ") for title in shown) == sorted(titles)


def test_clerk_on_a_phone_finds_by_misspelt_words_narrows_and_compares_three(catalogue, watched, server):
    watched.set_viewport_size(PHONE)
    narrowed(watched, server, MISSPELT)
    assert (sideways(watched), violations(watched)) == (0, [])
    titles = choose(watched, 3)
    expect(watched.locator("#selection [data-said]")).to_have_text("Выбрано: 3.")
    compared(watched, titles)
    assert (sideways(watched), violations(watched)) == (0, [])


def test_clerk_saves_the_search_and_gets_one_digest(catalogue, watched, server):
    clerk = someone(Role.MUNICIPAL_USER)
    watched.context.add_cookies([session_cookie(clerk, server.url)])
    watched.set_viewport_size(PHONE)
    narrowed(watched, server, MISSPELT)
    watched.locator(".res-tools").get_by_role("link", name="Сохранить поиск").click()
    watched.wait_for_url("**/practices/saved/new/*")
    assert (sideways(watched), violations(watched)) == (0, [])
    watched.get_by_label("Название поиска").fill("Мусор в крае")
    watched.locator("main").get_by_role("button", name="Сохранить").click()
    watched.wait_for_url("**/practices/saved/?*")
    expect(watched.get_by_role("link", name="Мусор в крае").first).to_be_visible()
    mail.outbox.clear()
    perm, tula = (Municipality.objects.get(region__slug=slug).pk for slug in ("perm", "tula"))
    for title, place in (("Вывоз мусора из дворов ночью", perm), ("Вывоз мусора из дворов утром", perm), ("Вывоз мусора из дворов днём", tula)):
        practices.live(title=title, sector_id=sector("WST").pk, places=(PlaceFields(place),), annotation="Мусор увозят.", keywords="")
    drain_all()
    start = timezone.now()
    for hours in range(24, 24 * 4, 12):  # the duties come round again and again
        tell_due(start + timedelta(hours=hours))
        deliver_due(start + timedelta(hours=hours))
        drain_all()
    digests = [letter for letter in mail.outbox if "Мусор в крае" in letter.body]
    assert ([letter.to for letter in digests], len(mail.outbox)) == ([[clerk.email]], 1)
    body = digests[0].body
    assert [when in body for when in ("ночью", "утром", "днём")] == [True, True, False]


def test_editor_turns_what_found_nothing_into_a_synonym_and_it_is_found(catalogue, watched, server, new_context):
    for ago in (1, 2):
        QueryDay.objects.create(words="бачки", day=today() - timedelta(days=ago), asked=1, nothing=1)
    visitor = new_context(locale="ru-RU").new_page()
    visitor.goto(f"{server.url}/practices/?q=Бачки")
    expect(visitor.get_by_text("Ничего не нашлось")).to_be_visible()
    assert flush()
    assert QueryDay.objects.get(words="бачки", day=today()).nothing == 1

    watched.context.add_cookies([session_cookie(someone(Role.CONTENT_EDITOR), server.url)])
    watched.goto(f"{server.url}/admin/reports/nothing-found/")
    row = watched.locator("tr", has_text="бачки")
    expect(row).to_contain_text("3")
    row.get_by_role("link", name="Сделать синонимом").click()
    expect(watched.locator("#id_term")).to_have_value("бачки")
    watched.locator("#id_synonyms").fill("контейнер")
    watched.get_by_role("button", name="Сохранить").first.click()
    watched.wait_for_url("**/admin/synonyms/")
    assert SynonymRule.objects.get(term="бачки").synonyms == ["контейнер"]

    visitor.reload()
    total(visitor, 8)
    visitor.locator(".res h2 a").first.click()
    visitor.wait_for_url(re.compile(r"/practices/\d+-"))
    assert flush()
    row = QueryDay.objects.get(words="бачки", day=today())
    assert (row.asked, row.nothing, row.opened) == (2, 1, 1)
    visitor.goto("about:blank")
    watched.goto(f"{server.url}/admin/reports/most-asked/")
    expect(watched.locator("tr", has_text="бачки")).to_contain_text("да")


def test_without_javascript_the_same_up_to_the_comparison(catalogue, server, browser):
    context = browser.new_context(java_script_enabled=False, locale="ru-RU", viewport=PHONE)
    page = context.new_page()
    narrowed(page, server, MISSPELT)
    titles = choose(page, 3)
    compared(page, titles)
    page.goto("about:blank")
    context.close()
