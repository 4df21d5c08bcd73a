"""Cards of a page with their passages."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from components.templatetags.typo import whole_thousands
from portfolio.queries import PracticeCard, live_practices, practice_cards
from search.analysis import Marker, clean
from search.find import Found
from search.labels import FacetLabels

PASSAGE = 240


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


def results(found: Found, labels: FacetLabels) -> list[Result]:
    """Cards of the page's live practices with their passages; three queries, four where there are words."""
    cards = practice_cards(found.page.ids)
    marker = found.tree.marker() if found.tree.segments else None
    texts = passage_texts([card.id for card in cards]) if marker else {}
    by_relevance = len(found.tree.segments) > 1 and found.query.sort == "relevance"
    opens = max(0, found.page.complete - found.query.offset) if by_relevance and found.page.complete < found.page.total else found.query.size
    places = {pk: at for at, pk in enumerate(found.page.ids)}
    first = next((card.id for card in cards if opens <= places[card.id]), None)
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
        passage=mark_safe(whole_thousands(passage)) if passage else opening(card.annotation), was=was, now=now, opens_partial=opens_partial,
    )


def opening(text: str) -> SafeString:
    """The beginning of a text up to a sentence's end, else a word's."""
    text = whole_thousands(clean(text))
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
