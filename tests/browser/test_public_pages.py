"""Public screens in Chromium: nothing forbidden, axe 0, no scrolling sideways, keys; what `watched` sees fails the test by itself."""
import pytest

from tests.browser.looking import WIDTHS, faults_at, sideways
from tests.factories.portfolio import live

PAGES = [
    ("/", 200), ("/en/", 200), ("/about/", 200), ("/en/about/privacy/", 200), ("/about/accessibility/", 200), ("/no-such-page/", 404),
    ("/accounts/login/", 200),
]


@pytest.fixture
def catalogue(committing_db):
    """One published practice, so that no list is empty."""
    return live()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")])
def test_public_pages_have_no_fault(catalogue, watched, server, width, scheme):
    found = [fault for path, status in PAGES for fault in faults_at(watched, server.url + path, width, scheme, status)]
    assert found == []


def test_public_pages_without_practices_have_no_fault(watched, server):
    assert faults_at(watched, server.url + "/", 390) + faults_at(watched, server.url + "/", 1440) == []


@pytest.mark.parametrize("size", ["125", "150"])
def test_public_pages_large_text_does_not_scroll_sideways(catalogue, watched, server, size):
    watched.context.add_cookies([{"name": "text_size", "value": size, "url": server.url}])
    wide = []
    for width in WIDTHS:
        watched.set_viewport_size({"width": width, "height": 900})
        for path, _ in PAGES:
            watched.goto(server.url + path)
            assert watched.locator("html").get_attribute("data-size") == size
            if sideways(watched) > 0:
                wide.append((width, path, sideways(watched)))
    assert wide == []


@pytest.mark.parametrize("path", ["/", "/about/", "/no-such-page/"])
def test_slash_goes_to_the_search_field(catalogue, watched, server, path):
    watched.goto(server.url + path)
    watched.keyboard.press("/")
    assert watched.evaluate("[document.activeElement.name, document.activeElement.value]") == ["q", ""]


def test_slash_in_a_field_is_a_sign_like_others(catalogue, watched, server):
    watched.goto(server.url + "/about/")
    watched.locator("#top-q").fill("и")
    watched.keyboard.press("/")
    assert watched.locator("#top-q").input_value() == "и/"


def test_view_menu_opens_by_key_and_closes_by_escape_with_focus_back(watched, server):
    watched.goto(server.url + "/about/")
    summary = watched.locator(".tools details.pop > summary").first
    summary.focus()
    watched.keyboard.press("Enter")
    assert watched.locator(".tools details.pop").first.get_attribute("open") is not None
    watched.keyboard.press("Escape")
    assert watched.locator(".tools details.pop").first.get_attribute("open") is None
    assert summary.evaluate("node => node === document.activeElement")


def test_view_menu_dark_theme_and_large_text_are_kept_for_the_visitor(watched, server):
    watched.goto(server.url + "/about/")
    watched.locator(".tools details.pop > summary").first.click()
    with watched.expect_navigation():
        watched.locator(".tools input[name=theme][value=dark]").check()
    watched.goto(server.url + "/about/contacts/")
    assert watched.locator("html").get_attribute("data-theme") == "dark"
    watched.locator(".tools details.pop > summary").first.click()
    with watched.expect_navigation():
        watched.locator(".tools input[name=text_size][value='125']").check()
    assert [watched.locator("html").get_attribute(name) for name in ("data-theme", "data-size")] == ["dark", "125"]
    assert watched.url == server.url + "/about/contacts/"


def test_language_switch_keeps_the_page(watched, server):
    watched.goto(server.url + "/about/contacts/")
    watched.locator(".tools a.lang").click()
    assert (watched.url, watched.locator("html").get_attribute("lang")) == (server.url + "/en/about/contacts/", "en")
    watched.locator(".tools a.lang").click()
    assert (watched.url, watched.locator("html").get_attribute("lang")) == (server.url + "/about/contacts/", "ru")


def test_skip_link_is_first_and_leads_to_the_content(watched, server):
    watched.goto(server.url + "/about/")
    watched.keyboard.press("Tab")
    assert watched.evaluate("document.activeElement.className") == "skip"
    watched.keyboard.press("Enter")
    assert watched.url == server.url + "/about/#main"


def test_icons_come_from_the_sprite_under_the_policy(watched, server):
    watched.goto(server.url + "/about/")
    box = watched.locator(".tools svg.icon use").first.evaluate("node => node.getBBox().width")
    assert box > 0
