"""Synonyms as the query tree needs them: longest match of a run of stems. Pure; the rows come from `SynonymRule`."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from search.analysis import FUNCTION_WORDS, clean, tokens
from search.query import Variant, variant

EQUAL = 0.8
NARROWER = 0.6


@dataclass(frozen=True)
class Rule:
    """A term and its words; narrower ones widen the term, never the other way round."""

    term: str
    synonyms: tuple[str, ...]
    narrower: bool = False


def term_variant(text: str, weight: float) -> Variant | None:
    """A term as a run of words, None if it has none."""
    words = tuple(tokens(clean(text)))
    return replace(variant(words, weight), text=text) if words else None


def term_key(text: str) -> tuple[str, ...]:
    """Stems of a term without function words, as the query has them."""
    words = list(tokens(clean(text)))
    return tuple(word.stem for word in words if word.form not in FUNCTION_WORDS) or tuple(word.stem for word in words)


class SynonymTable:
    """Rules by the stems of their terms."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.by_key: dict[tuple[str, ...], dict[tuple[str, ...], Variant]] = {}
        self.words: frozenset[str] = frozenset()
        words: set[str] = set()
        for rule in rules:
            names = (rule.term, *rule.synonyms)
            words |= {word.form for name in names for word in tokens(clean(name))}
            for source in names[:1] if rule.narrower else names:
                self._add(source, names, NARROWER if rule.narrower else EQUAL)
        self.words = frozenset(words)
        self.longest = max((len(key) for key in self.by_key), default=0)

    def _add(self, source: str, names: Iterable[str], weight: float) -> None:
        key = term_key(source)
        if not key:
            return
        others = self.by_key.setdefault(key, {})
        for name in names:
            other = term_variant(name, weight)
            if other and term_key(name) != key and other.weight > getattr(others.get(other.stems), "weight", 0):
                others[other.stems] = other

    def match(self, stems: tuple[str, ...]) -> tuple[int, tuple[Variant, ...]]:
        """See `query.Synonyms`."""
        for size in range(min(self.longest, len(stems)), 0, -1):
            others = self.by_key.get(stems[:size])
            if others is not None:
                return size, tuple(others.values())
        return 0, ()
