"""The public side in English: no Russian outside what is marked as Russian, no way that leads back into Russian but the switch, which keeps the page."""
from __future__ import annotations

import re
from collections import deque
from html.parser import HTMLParser

import pytest

from portfolio.fields import PlaceFields
from search.management.commands import search_rebuild
from territories.models import Municipality
from tests.factories.portfolio import live
from tests.factories.taxonomy import sector

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "rect", "use", "line", "circle", "path"}
READ_OUT = ("title", "alt", "aria-label", "placeholder", "label")
OWN_WORDS = ("title", "script", "style")  # a practice's title keeps its language; one element of the head can't mark a part of itself
RUSSIAN = re.compile("[а-яё]", re.I)
MOST = 60


class Page(HTMLParser):
    """Collects Russian text where the language in force is English, links, and the address of the language switch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.russian: list[str] = []
        self.links: list[str] = []
        self.switch = ""

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else "en"

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        language = has.get("lang") or self.language
        if tag == "a" and has.get("hreflang") in ("ru", "en"):
            self.switch = has["href"]
        elif tag == "a" and has.get("href"):
            self.links.append(has["href"])
        if language == "en":
            self.russian += [f"{tag} {name}: {has[name]}" for name in READ_OUT if RUSSIAN.search(has.get(name) or "")]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        if tag in {name for name, _ in self.open}:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        inside = {tag for tag, _ in self.open}
        if self.language == "en" and RUSSIAN.search(data) and not inside.intersection(OWN_WORDS):
            self.russian.append(f"{self.open[-1][0]}: {data.strip()}")


def read(client, address):
    """(answer, page) of an address."""
    answer = client.get(address)
    page = Page()
    if "html" in answer.get("Content-Type", ""):
        page.feed(answer.content.decode())
    return answer, page


def shape(address: str) -> str:
    """Addresses of one shape are drawn by one template."""
    bare = address.split("?")[0]
    return re.sub(r"/practices/\d+[^/]*", "/practices/N", re.sub(r"(/territories/)[^/]+(/[^/]+)?", r"\1R", bare))


@pytest.fixture
def catalogue(reference, db):
    """Three practices in Russian in places of the shipped reference."""
    places = list(Municipality.objects.filter(valid_to=None, territory__name_en__gt="").exclude(oktmo="").order_by("pk")[:3])
    for place, code in zip(places, ("WST", "HCS", "TRN"), strict=True):
        live(sector_id=sector(code).pk, places=(PlaceFields(place.pk),))
    search_rebuild.Command().handle(if_missing=False)


def walk(client):
    """Every public English page by its links, at most three of a shape."""
    todo, seen, shapes = deque(["/en/"]), set(), {}
    while todo and len(seen) < MOST:
        address = todo.popleft()
        if address in seen or shapes.setdefault(shape(address), 0) >= 3:
            continue
        answer, page = read(client, address)
        if "html" not in answer.get("Content-Type", ""):
            continue
        seen.add(address)
        shapes[shape(address)] += 1
        yield address, answer, page
        for link in page.links:
            link = link.split("#")[0]
            if link.startswith(("/en/", "?")) and not re.search(r"/export\.|/feeds/", link):
                todo.append(address.split("?")[0] + link if link.startswith("?") else link)


def test_english_pages_hold_no_unmarked_russian_and_lead_to_english(client, catalogue):
    russian, leads, switches, count = [], [], [], 0
    for address, answer, page in walk(client):
        count += 1
        assert answer.status_code == 200, address
        russian += [f"{address} {text}" for text in page.russian]
        leads += [f"{address} {link}" for link in page.links if re.match(r"/(?!en/|static/|media/|sitemap\.xml$|\.well-known/|api/v1/openapi\.json$|open-data/.)", link)]
        switches += [] if page.switch == (address.removeprefix("/en") or "/") else [f"{address} {page.switch}"]
    assert (russian, leads, switches) == ([], [], [])
    assert count >= 15


def test_the_switch_leads_to_the_same_page_and_back(client, catalogue):
    for address, _answer, page in walk(client):
        answer, russian = read(client, page.switch)
        assert (answer.status_code, russian.switch) == (200, address)


def test_unmarked_russian_is_seen():
    page = Page()
    page.feed('<html lang="en"><p>да</p><p lang="ru">нет</p><a title="ой" href="/x/">x</a></html>')
    assert page.russian == ["p: да", "a title: ой"]
