"""Public pages in Chromium: nothing blocked or asked outside, axe finds nothing, no sideways scroll, keys work, and so does a browser without JavaScript."""
import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe

from ops.outbox import drain_all
from portfolio.fields import PlaceFields
from tests.factories.portfolio import READY, draft, live
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory, SuccessionFactory

PAGES = (
    "/", "/en/", "/territories/", "/territories/?q=дзерж", "/territories/?q=ыыыы", "/territories/nizhegorodskaya-oblast/",
    "/territories/nizhegorodskaya-oblast/?group=BIG&sort=name", "/territories/nizhegorodskaya-oblast/?q=ыыы",
    "/territories/nizhegorodskaya-oblast/arzamas/", "/territories/nizhegorodskaya-oblast/sarov/", "/territories/tikhaya-oblast/", "/about/",
    "/no-such-page/",
)


@pytest.fixture
def places(committing_db):
    """Three regions, one without practices; towns of one group; a closed town without a number; a predecessor."""
    region = RegionFactory(name="Нижегородская область", slug="nizhegorodskaya-oblast", abbr="НИЖ", tile_row=4, tile_col=6)
    east = RegionFactory(name="Сахалинская область", slug="sakhalinskaya-oblast", abbr="САХ", tile_row=4, tile_col=15, tz="Asia/Sakhalin")
    RegionFactory(name="Тихая область", slug="tikhaya-oblast", abbr="ТИХ", tile_row=2, tile_col=3)
    town = MunicipalityFactory(name="Арзамас", slug="arzamas", region=region, oktmo="22703000", population=144_670, group="BIG")
    town.populations.create(year=2023, total=145_400)
    former = MunicipalityFactory(name="Арзамасский район", slug="prezhniy", region=region, valid_to=dt.date(2022, 12, 31))
    SuccessionFactory(old=former, new=town, date=dt.date(2023, 1, 1))
    MunicipalityFactory(name="Дзержинск", slug="dzerzhinsk", region=region, oktmo="22721000", population=225_251, group="BIG")
    MunicipalityFactory(name="Дзержинский", slug="dzerzhinskiy", region=east, oktmo="64721000", population=57_434, group="DST")
    MunicipalityFactory(name="Саров", slug="sarov", region=region, is_zato=True)
    for number in range(16):
        MunicipalityFactory(name=f"Городок {number}", region=region, population=101_000 + 7_000 * number, group="BIG")
    return {place.territory.name: place for place in (town, *region.municipalities.all(), *east.municipalities.all())}


@pytest.fixture
def practices(places):
    """Five live practices of different stages."""
    for number, (name, code) in enumerate([("Арзамас", "WST"), ("Дзержинск", "TRN"), ("Городок 1", "WST"), ("Городок 2", "HCS"), ("Дзержинский", "DLG")]):
        changes = {"stage": "defended", "indicators": tuple(plan(row) for row in READY.indicators)} if number == 2 else {}
        live(sector_id=sector(code).pk, places=(PlaceFields(places[name].pk),), **changes)
    draft(sector_id=sector("TRN").pk, places=(PlaceFields(places["Саров"].pk),))
    drain_all()


def plan(row):
    """The indicator before it was measured."""
    from dataclasses import replace

    return replace(row, actual=None, actual_on=None)


def sideways(page):
    """Pixels that the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_public_pages_axe_finds_nothing(practices, watched, server, width, scheme):
    watched.set_viewport_size({"width": width, "height": 900})
    watched.emulate_media(color_scheme=scheme)
    found = {}
    for path in PAGES:
        watched.goto(server.url + path)
        rules = [(one["id"], [node["html"][:120] for node in one["nodes"][:2]]) for one in Axe().run(watched).response["violations"]]
        if rules or sideways(watched):
            found[path] = (rules, sideways(watched))
    assert found == {}


@pytest.mark.parametrize(("width", "size"), [(320, "100"), (320, "150"), (390, "150"), (1440, "150")])
def test_public_pages_have_no_sideways_scroll(practices, watched, server, width, size):
    watched.set_viewport_size({"width": width, "height": 900})
    wide = {}
    for path in PAGES:
        watched.goto(server.url + path)
        watched.evaluate("size => document.documentElement.dataset.size = size", size)
        if sideways(watched):
            wide[path] = sideways(watched)
    assert wide == {}


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_living_page(practices, watched, server, settings, width, scheme):
    settings.DEBUG = True
    watched.set_viewport_size({"width": width, "height": 900})
    watched.emulate_media(color_scheme=scheme)
    watched.goto(f"{server.url}/components/")
    rules = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in Axe().run(watched).response["violations"]]
    assert (rules, sideways(watched)) == ([], 0)


def focused(page):
    return page.evaluate("document.activeElement.id")


@pytest.mark.parametrize(("path", "field"), [("/", "q"), ("/territories/nizhegorodskaya-oblast/", "top-q")])
def test_slash_goes_to_the_search_field(places, watched, server, path, field):
    watched.goto(server.url + path)
    watched.keyboard.press("/")
    assert focused(watched) == field
    watched.keyboard.type("a/b")
    assert watched.input_value(f"#{field}") == "a/b"


def test_menu_closes_by_escape_and_gives_the_focus_back(places, watched, server):
    watched.goto(server.url)
    watched.click(".tools details.pop > summary")
    assert watched.locator(".tools details.pop[open]").count() == 1
    watched.keyboard.press("Tab")
    watched.keyboard.press("Escape")
    assert (watched.locator("details.pop[open]").count(), watched.evaluate("document.activeElement.tagName")) == (0, "SUMMARY")


def test_combobox_by_keys_opens_the_page(places, watched, server):
    watched.goto(f"{server.url}/territories/")
    field = watched.locator("#tq")
    field.press_sequentially("дзерж")
    watched.wait_for_selector("[role=option]")
    assert (field.get_attribute("aria-expanded"), watched.locator("[role=option]").count()) == ("true", 2)
    watched.keyboard.press("ArrowDown")
    chosen = watched.locator("[role=option][aria-selected=true]")
    assert (chosen.count(), field.get_attribute("aria-activedescendant")) == (1, chosen.get_attribute("id"))
    watched.keyboard.press("Escape")
    assert (field.get_attribute("aria-expanded"), field.get_attribute("aria-activedescendant")) == ("false", None)
    watched.keyboard.press("ArrowDown")
    watched.keyboard.press("ArrowUp")
    watched.keyboard.press("ArrowDown")
    watched.keyboard.press("Enter")
    watched.wait_for_url("**/territories/*/dzerzhinsk*/")
    assert watched.locator("h1").inner_text() in ("Дзержинск", "Дзержинский")


def test_combobox_with_an_open_list_passes_axe(places, watched, server):
    watched.goto(f"{server.url}/territories/")
    watched.locator("#tq").press_sequentially("дзерж")
    watched.wait_for_selector("[role=option]")
    watched.keyboard.press("ArrowDown")
    assert [one["id"] for one in Axe().run(watched).response["violations"]] == []


def test_combobox_nothing_found_is_said(places, watched, server):
    watched.goto(f"{server.url}/territories/")
    watched.locator("#tq").press_sequentially("ыыыы")
    watched.locator(".combo [role=status]:not(:empty)").wait_for(state="attached")
    assert (watched.locator(".combo [role=status]").inner_text().strip()[:17], watched.locator("[role=listbox]").is_visible()) == ("Ничего не найдено", False)


def test_combobox_click_opens_the_page(places, watched, server):
    watched.goto(f"{server.url}/territories/")
    watched.locator("#tq").press_sequentially("арзам")
    watched.click("[role=option]")
    watched.wait_for_url("**/territories/nizhegorodskaya-oblast/arzamas/")
    assert watched.locator("h1").inner_text() == "Арзамас"


@pytest.fixture
def plain(practices, server, new_context):
    """A page of a browser without JavaScript."""
    page = new_context(java_script_enabled=False, locale="ru-RU").new_page()
    yield page
    page.goto("about:blank")
    page.close()


def test_without_javascript_search_finds_a_practice(plain, server):
    plain.goto(server.url)
    plain.fill("#q", "согласование маршрута автобуса")
    plain.press("#q", "Enter")
    plain.wait_for_url("**/practices/?q=*")
    assert plain.locator(".res").count() == 5


def test_without_javascript_a_municipality_is_found(plain, server):
    plain.goto(f"{server.url}/territories/")
    plain.fill("#tq", "арзамас")
    plain.press("#tq", "Enter")
    plain.click("#found tbody a >> nth=0")
    plain.wait_for_url("**/territories/nizhegorodskaya-oblast/arzamas/")
    assert plain.locator("h1").inner_text() == "Арзамас"


def test_without_javascript_the_list_of_a_region_is_narrowed(plain, server):
    plain.goto(f"{server.url}/territories/nizhegorodskaya-oblast/")
    plain.fill("#mq", "дзерж")
    plain.press("#mq", "Enter")
    plain.wait_for_url("**q=*")
    assert plain.locator("#list tbody tr").count() == 1
