"""What may be meant by the letters typed so far: words of the index, practices, sectors, places. Three queries, two calls of the engine."""
from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from portfolio.queries import live_practices
from search.analysis import FUNCTION_WORDS, Token, clean, stem, tokens
from search.engines import engine
from search.engines.base import EngineDown
from search.labels import FacetLabels
from search.query import CatalogueQuery, Segment, Tree, Variant
from territories.queries import find_municipalities

SHORTEST = 2  # letters
LONGEST = 100  # characters
WORD_FROM = 3  # letters from which a word is completed
CROWD = 400  # words with one beginning, beyond which none is proposed: more letters are needed
WORDS, PRACTICES, SECTORS, PLACES = 3, 4, 2, 3
LOOKED_AT = 20


@dataclass(frozen=True)
class Suggestion:
    """A line: its group, what is shown, a word more, where it leads."""

    group: str
    label: str
    more: str
    url: str


def suggest(text: str, labels: FacetLabels) -> list[Suggestion]:
    """Lines of at most four groups, words first; none below `SHORTEST` letters. While the engine is away, sectors and places only."""
    text = clean(text[:LONGEST]).strip()
    typed = list(tokens(text))
    if len(text) < SHORTEST or not typed:
        return []
    try:
        longer = completions(typed[-1])
        lines = [*words(text, typed, longer), *titles(typed, longer)]
    except EngineDown:
        lines = []
    return [*lines, *sectors(typed, labels), *places(text, labels)]


def completions(last: Token) -> list[str]:
    """The commonest longer words that begin like the last one, one per stem."""
    if len(last.form) < WORD_FROM:
        return []
    found = engine().terms(last.form)
    if len(found) > CROWD:
        return []
    best: dict[str, tuple[int, str]] = {}
    for form, count in engine().counts(found).items():
        if count and form != last.form:  # words of withdrawn practices stand among the terms until the index is merged
            best[stem(form)] = max(best.get(stem(form), (0, "")), (count, form))
    return [form for _, form in sorted(best.values(), key=lambda pair: (-pair[0], pair[1]))[:LOOKED_AT]]


def words(text: str, typed: list[Token], longer: list[str]) -> list[Suggestion]:
    """The text with its last word completed."""
    base, head = reverse("search:catalogue"), text[:typed[-1].start]
    return [Suggestion(gettext("Words"), head + form, "", f"{base}?{urlencode({'q': head + form})}") for form in longer[:WORDS]]


def titles(typed: list[Token], longer: list[str]) -> list[Suggestion]:
    """Practices whose title holds every word, the last one at its beginning."""
    asked = [word for word in typed if word.form not in FUNCTION_WORDS] or typed
    segments = [Segment((Variant((word.form,), (word.stem,), text=word.raw),)) for word in asked[:-1]]
    ends = dict.fromkeys([asked[-1].form, *(longer if asked[-1] is typed[-1] else [])])
    segments.append(Segment(tuple(Variant((form,), (stem(form),)) for form in ends)))
    ids = engine().search(CatalogueQuery(size=LOOKED_AT), Tree(tuple(segments)), ()).ids
    rows = {row["pk"]: (row["number"], row["slug"], row["title"]) for row in live_practices().filter(pk__in=ids).values("pk", "number", "slug", "title")}
    fitting = [rows[pk] for pk in ids if pk in rows and holds(rows[pk][2], asked)]
    return [Suggestion(gettext("Practices"), title, "", reverse("portfolio:practice", args=[number, slug])) for number, slug, title in fitting[:PRACTICES]]


def holds(title: str, asked: list[Token]) -> bool:
    """Whether each word stands in the title in some form, the last one as a beginning."""
    here = list(tokens(clean(title)))
    stems, last = {token.stem for token in here}, asked[-1]
    return {word.stem for word in asked[:-1]} <= stems and (last.stem in stems or any(token.form.startswith(last.form) for token in here))


def begins(name: str, typed: list[Token]) -> bool:
    """Whether each typed word begins a word of the name."""
    here = [token.form for token in tokens(clean(name))]
    return all(any(form.startswith(word.form) for form in here) for word in typed)


def sectors(typed: list[Token], labels: FacetLabels) -> list[Suggestion]:
    """Sectors and their second levels by name."""
    base = reverse("search:catalogue")
    found = [(code, name) for code, name in labels.names["sector"].items() if begins(name, typed)]
    return [Suggestion(gettext("Sectors"), name, "", f"{base}?{urlencode({'sector': code})}") for code, name in found[:SECTORS]]


def places(text: str, labels: FacetLabels) -> list[Suggestion]:
    """Regions lead to their practices, municipalities to their own page."""
    base, typed = reverse("search:catalogue"), list(tokens(text))
    regions = [
        Suggestion(gettext("Places"), name, gettext("region"), f"{base}?{urlencode({'region': slug})}")
        for slug, name in labels.names["region"].items() if begins(name, typed)
    ]
    towns = [
        Suggestion(gettext("Places"), hit.label, hit.region, reverse("website:municipality", args=[hit.region_slug, hit.slug]))
        for hit in find_municipalities(text, limit=PLACES)
    ]
    return [*regions[:2], *towns][:PLACES]
