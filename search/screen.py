"""The catalogue's screen as finished values: facets, chips, results, pages, and what was understood."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from components.templatetags.typo import digits
from portfolio.queries import PracticeCard, live_practices, practice_cards
from search.analysis import Marker, clean
from search.filters import address, unscaled
from search.find import Found, count
from search.labels import FacetLabels
from search.query import CatalogueQuery
from search.schema import FACETS

TITLES = {
    "sector": _("Sector of work"), "region": _("Where it was done"), "group": _("Similar municipalities"), "kind": _("What kind of change"),
    "year": _("Year of the work"), "status": _("How far it is"), "funding": _("Whose money"), "district": _("Federal district"),
}
SORT_LABELS = {
    "relevance": _("Best match first"), "newest": _("Newest first"), "cost": _("Cheapest first"), "title": _("By title"),
}
SHOWN = {"sector": 8, "region": 6}
BY_VALUE = {"year": True, "group": False, "status": False, "district": False}  # descending or in the order of the labels
PASSAGE = 240
MOST_DROPPED = 8


@dataclass(frozen=True)
class Choice:
    """A value of a facet with its count; second-level sectors stand under their chosen sector."""

    value: str
    label: str
    count: int
    chosen: bool
    hue: str = ""
    below: tuple[Choice, ...] = ()

    @property
    def state(self) -> str:
        """HTML attribute of the box: a value that would find nothing can't be chosen, a chosen one stays."""
        return "checked" if self.chosen else "" if self.count else "disabled"


@dataclass(frozen=True)
class Facet:
    """A facet: the values shown and those behind «more»."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True)
class Link:
    """A link of the screen: a chip, a page, a query with fewer filters (with its count)."""

    label: str
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True)
class Result:
    """A card with the passage that matched; `partial` for the first that lacks a word."""

    card: PracticeCard
    sector: str
    stage: str
    year: int | None
    place: str
    group: str
    passage: SafeString
    was: str
    now: str
    opens_partial: bool = False


def facets(found: Found, labels: FacetLabels) -> list[Facet]:
    """The facets in their order; a facet with nothing to choose is left out."""
    out = [facet(name, found, labels) for name in FACETS]
    return [one for one in out if one.choices]


def facet(name: str, found: Found, labels: FacetLabels) -> Facet:
    """One facet: values that were found or chosen; sectors always."""
    counts, chosen = found.page.facets.get(name, {}), found.query.facets.get(name, ())
    names = labels.names.get(name) or dict.fromkeys(sorted(counts.keys() | set(chosen)))
    order = {value: place for place, value in enumerate(names)}

    def choice(value: str) -> Choice:
        below = (code for code in order if code.startswith(f"{value}.")) if name == "sector" and is_open(value, chosen) else ()
        return Choice(
            value, labels.label(name, value), counts.get(value, 0), value in chosen, labels.hues.get(value, "") if name == "sector" else "",
            tuple(choice(code) for code in below if counts.get(code) or code in chosen),
        )

    values = [value for value in order if (counts.get(value) or value in chosen or name == "sector") and not (name == "sector" and "." in value)]
    if name in BY_VALUE:
        values.sort(key=lambda value: order[value], reverse=BY_VALUE[name])
    else:
        values.sort(key=lambda value: (-counts.get(value, 0), order[value]))
    limit = SHOWN.get(name, len(values))
    first = [value for at, value in enumerate(values) if at < limit or is_open(value, chosen)]
    rest = [value for value in values if value not in first]
    if name == "sector" and not any(counts.get(value) or value in chosen for value in values):
        first, rest = [], []
    return Facet(name, str(TITLES[name]), tuple(choice(value) for value in first), tuple(choice(value) for value in rest))


def is_open(value: str, chosen: Sequence[str]) -> bool:
    """Whether the value, or a second level of it, is chosen."""
    return any(one == value or one.startswith(f"{value}.") for one in chosen)


def chips(query: CatalogueQuery, labels: FacetLabels, base: str) -> list[Link]:
    """Chosen filters, each with the address without it."""
    out = [
        Link(labels.label(name, value), base + address(query.without(name, value))) for name in FACETS for value in query.facets.get(name, ())
    ]
    return out + [Link(range_label(name, *ends), base + address(query.without(name))) for name, ends in query.ranges.items()]


def range_label(name: str, low: int | None, high: int | None) -> str:
    """«стоимость 0,1–12 млн ₽»."""
    ends = [digits(Decimal(unscaled(name, end))) if name != "year" else str(end) for end in (low, high) if end is not None]
    text = "–".join(ends) if len(ends) == 2 else (gettext("from %(number)s") if high is None else gettext("up to %(number)s")) % {"number": ends[0]}
    return {
        "cost": gettext("cost %(ends)s m ₽"), "year": gettext("years %(ends)s"), "pop": gettext("%(ends)s residents"),
        "months": gettext("%(ends)s months of work"),
    }[name] % {"ends": text}


def results(found: Found, labels: FacetLabels) -> list[Result]:
    """Cards of the page's live practices with their passages; three queries, four where there are words."""
    cards = practice_cards(found.page.ids)
    marker = found.tree.marker() if found.tree.segments else None
    texts = passage_texts([card.id for card in cards]) if marker else {}
    by_relevance = len(found.tree.segments) > 1 and found.query.sort == "relevance"
    opens = found.page.complete - found.query.offset if by_relevance and found.page.complete < found.page.total else -1
    places = {pk: at for at, pk in enumerate(found.page.ids)}
    first = next((card.id for card in cards if 0 <= opens <= places[card.id]), None)
    return [result(card, labels, marker, texts.get(card.id, ()), card.id == first) for card in cards]


def passage_texts(ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Texts in which a passage is looked for. One query."""
    rows = live_practices().filter(pk__in=list(ids)).values_list("pk", "annotation", "problem", "goal", "solution", "lessons")
    return {pk: texts for pk, *texts in rows}  # type: ignore[misc]


def result(card: PracticeCard, labels: FacetLabels, marker: Marker | None, texts: Sequence[str], opens_partial: bool) -> Result:
    """One card ready to be shown."""
    language = get_language() or "ru"
    passage = marker.passage(texts, PASSAGE) if marker else ""
    day = card.end or card.start
    place = card.place
    was, now = bars(card)
    return Result(
        card, sector=card.sector.in_language(language) if card.sector else "", stage=labels.label("status", card.stage), year=day.year if day else None,
        place=f"{place.name.in_language(language)}, {place.region.in_language(language)}" if place else "",
        group=place.group.in_language(language) if place and place.group else "",
        passage=mark_safe(passage) if passage else opening(card.annotation), was=was, now=now, opens_partial=opens_partial,
    )


def opening(text: str) -> SafeString:
    """The beginning of a text up to a sentence's end, else a word's."""
    text = clean(text)
    if len(text) <= PASSAGE:
        return escape(text)
    end = text.rfind(". ", PASSAGE // 3, PASSAGE) + 1
    return escape(text[:end] if end else text[:PASSAGE].rsplit(" ", 1)[0] + "…")


def bars(card: PracticeCard) -> tuple[str, str]:
    """Widths in per cent of «was» and «now»; empty where one of them is missing."""
    figure = card.figure
    if figure is None or figure.baseline is None or figure.actual is None or min(figure.baseline, figure.actual) < 0:
        return "", ""
    largest = max(figure.baseline, figure.actual)
    return (f"{figure.baseline / largest:.1%}", f"{figure.actual / largest:.1%}") if largest else ("", "")


def pager(found: Found, base: str) -> list[Link]:
    """Page numbers: the first, the last and those around this one; an empty label is a gap."""
    page, pages = found.query.page, found.pages
    numbers = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    out: list[Link] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            out.append(Link("", ""))
        out.append(Link(str(number), base + address(found.query, number), current=number == page))
    return out if pages > 1 else []


def fewer_filters(found: Found, labels: FacetLabels, base: str) -> list[Link]:
    """What the query would find without one of its filters, and without all; only ways that find something."""
    query = found.query
    ways = [(labels.label(name, value), query.without(name, value)) for name in FACETS for value in query.facets.get(name, ())]
    ways += [(range_label(name, *ends), query.without(name)) for name, ends in query.ranges.items()]
    out = [Link(label, base + address(way), count(way, found.tree)) for label, way in ways[:MOST_DROPPED]]
    if len(ways) > 1:
        bare = CatalogueQuery(query.text, query.literal, sort=query.sort)
        out.append(Link("", base + address(bare), count(bare, found.tree)))
    return [link for link in out if link.count]


def sorts(query: CatalogueQuery) -> list[Link]:
    """Ways to sort; by relevance only where there are words."""
    current = "newest" if query.sort == "relevance" and not query.text else query.sort
    return [Link(str(label), name, current=name == current) for name, label in SORT_LABELS.items() if name != "relevance" or query.text]


def catalogue_url() -> str:
    """Address of the catalogue in the reader's language."""
    return reverse("search:catalogue")
