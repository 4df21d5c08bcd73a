"""What the index's own words say of a word it does not know: other keyboard layout, Latin spelling, a typo, an abbreviation."""
from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis import TOKEN, Token, stem
from search.engines.base import Engine

LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
CYRILLIC_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
KEYS = str.maketrans(LATIN_KEYS + LATIN_KEYS.upper(), CYRILLIC_KEYS + CYRILLIC_KEYS.upper(), "")
LETTERS = {
    "shch": "щ", "sch": "щ", "yo": "е", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я", "iu": "ю", "ia": "я",
    "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "e": "е", "z": "з", "i": "и", "y": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о",
    "p": "п", "r": "р", "s": "с", "t": "т", "u": "у", "f": "ф", "h": "х", "c": "ц", "j": "й", "w": "в", "x": "кс", "q": "к", "'": "ь",
}
VOWELS = frozenset("аеиоуыэюя")
RARE = 2  # documents; a word as rare as this may be a typo too, if a near one is
FAR_COMMONER = 50  # times as common
UNFOLDED = 6


def other_layout(raw: str) -> str:
    """The same keys in the Russian layout: «;r[» is «жкх»."""
    return raw.translate(KEYS).lower().replace("ё", "е")


def readings(latin: str) -> list[str]:
    """Cyrillic readings of a Latin spelling: by pairs of letters, then letter by letter («zhkh»: жх, зхкх, жкх)."""
    out = [spelt(latin, frozenset()), spelt(latin, frozenset({"kh"})), spelt(latin, frozenset(pair for pair in LETTERS if len(pair) > 1))]
    return list(dict.fromkeys(out))


def spelt(latin: str, split: frozenset[str]) -> str:
    """One reading; pairs in `split` are read letter by letter."""
    out, i = "", 0
    while i < len(latin):
        size = next((n for n in (4, 3, 2) if latin[i:i + n] in LETTERS and len(latin[i:i + n]) == n and latin[i:i + n] not in split), 1)
        out += LETTERS.get(latin[i:i + size], latin[i])
        i += size
    return out


class IndexLexicon:
    """`query.Lexicon` over an engine; `names` are the words of the synonym list, which are never typos."""

    def __init__(self, engine: Engine, names: frozenset[str] = frozenset()) -> None:
        self.engine, self.names = engine, names
        self.generation = engine.generation()

    def knows(self, form: str) -> bool:
        """Whether the word stands in the index or the synonym list."""
        return form in self.names or self.engine.frequency(form, stem(form)) > 0

    def repair(self, raw: str, word: Token) -> tuple[str, ...]:
        """See `query.Lexicon`."""
        if not self.generation:
            return ()
        if not word.form or word.form.isascii():
            return self._latin(raw, word.form)
        frequency = self.engine.frequency(word.form, word.stem)
        if word.form in self.names or frequency > RARE or (not frequency and self.unfold(word)):
            return ()
        return tuple(
            form for form, count in near(self.engine, self.generation, self.names, word.form)
            if stem(form) != word.stem and count > frequency * FAR_COMMONER
        )[:3]

    def _latin(self, raw: str, form: str) -> tuple[str, ...]:
        if form and self.knows(form):
            return ()
        switched = other_layout(raw)
        options = [switched] if TOKEN.fullmatch(switched) and not switched.isascii() else []
        return tuple(option for option in [*options, *(readings(form) if form.isalpha() else [])] if self.knows(option))

    def unfold(self, word: Token) -> tuple[str, ...]:
        """See `query.Lexicon`; three letters at least, no number."""
        if len(word.form) < 3 or not word.form.isalpha() or not self.generation or self.engine.frequency(word.form, word.stem):
            return ()
        return unfolded(self.engine, self.generation, word.form)


@lru_cache(maxsize=4096)
def unfolded(engine: Engine, generation: str, form: str) -> tuple[str, ...]:
    """The commonest words that begin so, one form per stem."""
    best: dict[str, tuple[int, str]] = {}
    for longer, count in engine.counts(engine.terms(form)).items():
        if count:  # words of withdrawn practices stand among the terms until the index is merged
            best[stem(longer)] = max(best.get(stem(longer), (0, "")), (count, longer))
    return tuple(longer for _, longer in sorted(best.values(), reverse=True)[:UNFOLDED])


@lru_cache(maxsize=4096)
def near(engine: Engine, generation: str, names: frozenset[str], form: str) -> tuple[tuple[str, int], ...]:
    """Words of the index within one edit (two from seven letters on), nearest and commonest first; those with the same two first letters,
    else any at one edit. A short word without a vowel is an abbreviation and is read as another abbreviation only."""
    abbreviation = len(form) <= 4 and VOWELS.isdisjoint(form)
    if len(form) < 4 and not abbreviation:
        return ()
    limit = 1 if len(form) < 7 else 2
    found = within(form, engine.terms(form[:2]), limit) or within(form, {*engine.terms(""), *names}, 1)
    if abbreviation:
        found = {other: distance for other, distance in found.items() if len(other) == len(form) and VOWELS.isdisjoint(other)}
    counts = engine.counts(found)
    rows = [(other, counts.get(other) or int(other in names), distance) for other, distance in found.items()]
    return tuple((other, count) for other, count, _ in sorted(rows, key=lambda row: (row[2], -row[1], row[0])))


def within(form: str, terms: Iterable[str], limit: int) -> dict[str, int]:
    """Distance of the terms at most `limit` edits away; the fifty nearest."""
    choices = sorted(term for term in terms if abs(len(term) - len(form)) <= limit and term.isalpha())
    hits = process.extract(form, choices, scorer=OSA.distance, score_cutoff=limit, limit=50)
    return {term: int(distance) for term, distance, _ in hits}
