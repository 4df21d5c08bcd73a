"""Practices like a given one, and what they share with it.

The weightiest words of the practice (title, keywords, summary; rare in the index, but not its alone) become a tree of their own, so both
engines answer by the same rules as in the catalogue. Those of the same sector come first; each says why it is there.
"""
from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from portfolio.queries import live_practices, practice_cards
from portfolio.queries.cards import CardPlace, PracticeCard
from search.analysis import FUNCTION_WORDS, clean, stem, tokens
from search.engines import engine
from search.engines.base import EngineDown
from search.query import CatalogueQuery, Segment, Tree, Variant

LIMIT = 5
EMPTY = frozenset(map(stem, "который свой другой каждый один сам тот такой".split()))  # many texts have them, whatever they are about
WORDS = 12  # more make every practice similar to every other one
CANDIDATES = 20
COMMON = 0.25  # share of the practices; a word of more of them tells nothing
SHARED = 2  # words in common from which a practice counts as similar in earnest
SAID = 2  # words named in the reason
PARTS = (("title", 3.0), ("keywords", 2.0), ("annotation", 1.0))
ALIKE_SIZE = 2.0  # times as many residents at most


@dataclass(frozen=True)
class SimilarPractice:
    """Key of the practice, and why it is similar, in the reader's language."""

    id: int
    reason: str


@dataclass(frozen=True)
class Word:
    """A word of the practice: its stem, an exact form, how it is written first, its worth."""

    stem: str
    form: str
    raw: str
    worth: float


def similar(number: int, limit: int = LIMIT) -> list[SimilarPractice]:
    """The live practices most like the one of this number, best first; none for a number that is not live.

    At most seven queries and three calls of the engine; while the engine is away the newest of the sector.
    """
    row = live_practices().filter(number=number).values("pk", "sector__code", *(name for name, _ in PARTS)).first()
    if row is None or limit < 1:
        return []
    try:
        words = weighty(row)
        ids = candidates(row["pk"], row["sector__code"] or "", words) or newest_of_sector(row["pk"], row["sector__code"])
    except EngineDown:
        words, ids = [], newest_of_sector(row["pk"], row["sector__code"])
    return ranked(row, words, ids)[:limit]


def weighty(row: dict[str, Any]) -> list[Word]:
    """The `WORDS` weightiest words, worth falling; one call of the engine."""
    found: dict[str, tuple[float, dict[str, str]]] = {}
    for name, weight in PARTS:
        for token in tokens(clean(row[name] or "")):
            if len(token.form) > 2 and token.form.isalpha() and token.form not in FUNCTION_WORDS and token.stem not in EMPTY:
                worth, forms = found.get(token.stem, (0.0, {}))
                forms.setdefault(token.form, token.raw)
                found[token.stem] = (worth + weight, forms)
    counts = engine().counts({form for _, forms in found.values() for form in forms})
    documents = max(engine().count(CatalogueQuery(), Tree()), 1)
    out = []
    for one, (worth, forms) in found.items():
        form = max(forms, key=lambda form: (counts.get(form, 0), form))
        in_index = counts.get(form, 0)
        if in_index <= max(documents * COMMON, SHARED):
            rarity = math.log(1 + documents / max(in_index, SHARED))
            out.append(Word(one, form, next(iter(forms.values())), worth * rarity))
    return sorted(out, key=lambda word: (-word.worth, word.stem))[:WORDS]


def tree_of(words: Sequence[Word]) -> Tree:
    """Any of the words, each weighing as much as it is worth beside the best."""
    best = words[0].worth if words else 1.0
    return Tree(tuple(Segment((Variant((word.form,), (word.stem,), round(word.worth / best, 3), text=word.raw),)) for word in words))


def candidates(own: int, sector: str, words: Sequence[Word]) -> list[int]:
    """Keys of the best in the sector, then of the best anywhere."""
    if not words:
        return []
    tree = tree_of(words)
    found: dict[int, None] = {}
    for facets in ([{"sector": (sector,)}] if sector else []) + [{}]:
        page = engine().search(CatalogueQuery(facets=facets, besides=(own,), size=CANDIDATES), tree, ())
        found |= dict.fromkeys(page.ids)
    return list(found)


def newest_of_sector(own: int, sector: str | None) -> list[int]:
    """What plain SQL can say."""
    rows = live_practices().filter(sector__code=sector).exclude(pk=own) if sector else live_practices().none()
    return list(rows.order_by("-first_published_at", "-pk").values_list("pk", flat=True)[:CANDIDATES])


def ranked(row: dict[str, Any], words: Sequence[Word], ids: Iterable[int]) -> list[SimilarPractice]:
    """Same sector first, then more than a chance word in common, then the engine's order; what has nothing to say is left out."""
    cards = {card.id: card for card in practice_cards([row["pk"], *ids])}
    own = cards.pop(row["pk"], None)
    texts = {pk: {token.stem for token in tokens(clean(" ".join(parts)))} for pk, *parts in texts_of(cards)}
    phrases = [phrase.strip() for phrase in row["keywords"].split(";") if phrase.strip()]
    out = []
    for place, card in enumerate(cards.values()):
        here = texts.get(card.id, set())
        shared = [word for word in words if word.stem in here]
        same_sector = bool(own and own.sector and card.sector and own.sector.code == card.sector.code)
        if reason := reason_of(own, card, same_sector, named(phrases, shared, here)):
            out.append(((not same_sector, len(shared) < SHARED, place), SimilarPractice(card.id, reason)))
    return [one for _, one in sorted(out, key=lambda pair: pair[0])]


def texts_of(ids: Iterable[int]) -> Iterable[tuple[Any, ...]]:
    """Words in which something shared is looked for; one query."""
    return live_practices().filter(pk__in=list(ids)).values_list("pk", *(name for name, _ in PARTS))


def named(phrases: Sequence[str], shared: Sequence[Word], here: set[str]) -> list[str]:
    """Keywords that stand in the other text whole, then single words, the weightiest first; at most `SAID`."""
    stems = {word.stem for word in shared}
    whole = [(phrase, {stem(token.form) for token in tokens(clean(phrase))}) for phrase in phrases]
    out: list[str] = []
    said: set[str] = set()
    for phrase, inside in whole:
        if inside and inside <= here and inside & stems:
            out.append(phrase)
            said |= inside
    out += [word.raw.lower() if word.raw.istitle() else word.raw for word in shared if word.stem not in said]
    return out[:SAID]


def reason_of(own: PracticeCard | None, other: PracticeCard, same_sector: bool, words: Sequence[str]) -> str:
    """«та же отрасль, похожее население, общие слова: «раздельный сбор»»; "" where nothing is shared."""
    out = [gettext("same sector")] if same_sector else []
    out += size_in_words(own.place if own else None, other.place)
    if words:
        listed = ", ".join(f"“{word}”" if (get_language() or "ru") == "en" else f"«{word}»" for word in words)
        out.append((gettext("words in common: %(words)s") if len(words) > 1 else gettext("word in common: %(words)s")) % {"words": listed})
    return ", ".join(out) if same_sector or words else ""


def size_in_words(a: CardPlace | None, b: CardPlace | None) -> list[str]:
    """What the two main places share: the municipality, the peer group, about as many residents. Unknown is not shared."""
    if a is None or b is None:
        return []
    if a.municipality_id == b.municipality_id:
        return [gettext("same municipality")]
    if a.group and b.group and a.group.code == b.group.code:
        return [gettext("similar municipality")]
    if a.population and b.population and max(a.population, b.population) <= ALIKE_SIZE * min(a.population, b.population):
        return [gettext("similar number of residents")]
    return []
