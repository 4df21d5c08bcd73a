"""What was asked: `CatalogueQuery` (words, facets, ranges, sort, page) and the pure tree its words become. Knows no engine and no database."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from search.analysis import FUNCTION_WORDS, Marker, Token, clean, tokens

LONGEST = 1_000  # characters; more is refused
KEPT = 256  # characters; more is cut at the last whole word
WORDS = 16
CHUNK = re.compile(r"(?P<minus>(?<!\S)[-−](?=\S))?(?:«(?P<a>[^»]*)»|\"(?P<b>[^\"]*)\"|“(?P<c>[^”]*)”|„(?P<d>[^“]*)“|(?P<word>[^\s«\"“„]+))")
LAW = frozenset({"фз", "фкз"})
WINDOW = 10_000

Sort = Literal["relevance", "newest", "cost", "title", "share", "adoptions"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "cost", "title", "share", "adoptions")


class TooLong(ValueError):
    """More than `LONGEST` characters: nobody types that into a search field."""


@dataclass(frozen=True)
class CatalogueQuery:
    """The whole state of the catalogue's address, validated. Facets: OR inside one, AND across; ranges are inclusive, either end may be open.

    `near` are up to five steps of municipalities (their keys as text), the most alike first: a practice of a nearer step gains more.
    `besides` are keys of practices that are left out.
    """

    text: str = ""
    literal: bool = False
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    near: tuple[tuple[str, ...], ...] = ()
    besides: tuple[int, ...] = ()
    among: tuple[int, ...] = ()  # keys of practices; where there are any, no others are found

    @property
    def offset(self) -> int:
        """Results before this page."""
        return (self.page - 1) * self.size

    @property
    def is_filtered(self) -> bool:
        """Whether any facet or range is chosen."""
        return bool(self.facets or self.ranges)

    def without(self, facet: str, value: str | None = None) -> CatalogueQuery:
        """The same without a facet's value (or the whole facet or range), on the first page."""
        facets = {name: tuple(v for v in values if name != facet or (value is not None and v != value)) for name, values in self.facets.items()}
        ranges = {name: ends for name, ends in self.ranges.items() if name != facet}
        return replace(self, facets={name: values for name, values in facets.items() if values}, ranges=ranges, page=1)


@dataclass(frozen=True)
class Variant:
    """One way to say a segment: a word, or a run of words; `loose` runs may stand apart. Weight 1 is what was typed."""

    forms: tuple[str, ...]
    stems: tuple[str, ...]
    weight: float = 1.0
    loose: bool = False
    text: str = field(default="", compare=False)  # as it is written


@dataclass(frozen=True)
class Segment:
    """A word or phrase of the query with its variants, the typed one first. A weak one (a bare number) need not be there; a strict one must."""

    variants: tuple[Variant, ...]
    weak: bool = False
    strict: bool = False

    @property
    def text(self) -> str:
        """As typed."""
        return self.variants[0].text


@dataclass(frozen=True)
class Correction:
    """A word that was read as another one."""

    typed: str
    shown: str


@dataclass(frozen=True)
class Tree:
    """The query: segments (all words first, any word after), what must not be there, and what was done to it."""

    segments: tuple[Segment, ...] = ()
    excluded: tuple[Variant, ...] = ()
    corrections: tuple[Correction, ...] = ()
    cut: bool = False
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.segments or self.excluded)

    @property
    def corrected_text(self) -> str:
        """The typed text with its corrections."""
        text = self.text
        for correction in self.corrections:
            text = re.sub(re.escape(correction.typed), correction.shown, text, count=1, flags=re.IGNORECASE)
        return text

    def marker(self) -> Marker:
        """Finds this query's words in texts."""
        return Marker([
            (run, number)
            for number, segment in enumerate(self.segments)
            for variant in segment.variants
            for run in ([(word,) for word in variant.stems] if variant.loose else [variant.stems])
        ])


class Lexicon(Protocol):
    """What the index knows of words."""

    def repair(self, raw: str, word: Token) -> tuple[str, ...]:
        """Other readings of a word that the index does not know, best first; empty for a known word."""

    def unfold(self, word: Token) -> tuple[str, ...]:
        """Words of the index that an unknown word abbreviates («несанкц»)."""


class Synonyms(Protocol):
    """Longest match of a run of stems."""

    def match(self, stems: tuple[str, ...]) -> tuple[int, tuple[Variant, ...]]:
        """How many of the stems, from the first, are a known term, and its other names; (0, ()) if none."""


@dataclass(frozen=True)
class Piece:
    """A typed chunk: its words, whether quoted, whether excluded."""

    raw: str
    words: tuple[Token, ...]
    quoted: bool = False
    minus: bool = False


def shorten(text: str) -> tuple[str, bool]:
    """The cleaned text, cut at the last whole word within `KEPT` characters, and whether it was cut. Raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong(len(text))
    text = clean(text).strip()
    if len(text) <= KEPT:
        return text, False
    head = text[:KEPT + 1]
    return (head.rsplit(None, 1)[0] if re.search(r"\s", head) else head[:KEPT]), True


def pieces(text: str) -> list[Piece]:
    """Chunks of the text in order; those without a word (brackets, dashes) keep their raw text for the layout repair."""
    out = []
    for match in CHUNK.finditer(text):
        quoted = next((match[name] for name in "abcd" if match[name] is not None), None)
        raw = match["word"] if quoted is None else quoted
        out.append(Piece(raw, tuple(tokens(raw)), quoted is not None, bool(match["minus"])))
    return out


def parse(text: str, synonyms: Synonyms | None = None, lexicon: Lexicon | None = None, literal: bool = False) -> Tree:
    """The tree of a typed text. `literal` leaves unknown words as they are. Raises TooLong."""
    short, cut = shorten(text)
    found = pieces(short)
    excluded = tuple(variant(piece.words) for piece in found if piece.minus and piece.words)
    segments: list[Segment] = []
    corrections: list[Correction] = []
    run: list[tuple[str, Token]] = []
    budget = WORDS
    for piece in drop_function_words([piece for piece in found if not piece.minus]):
        words = piece.words[:budget]
        cut = cut or len(words) < len(piece.words)
        budget -= len(words)
        if piece.quoted:
            segments += expand(run, synonyms, lexicon, literal, corrections)
            run = []
            segments += [Segment((variant(words),), strict=True)] if words else []
        elif words:
            run += [(piece.raw, word) for word in words]
        elif lexicon and not literal and not piece.words:
            run += misplaced(piece.raw, lexicon, corrections)
    segments += expand(run, synonyms, lexicon, literal, corrections)
    return Tree(tuple(segments), excluded, tuple(corrections), cut, short)


def drop_function_words(found: list[Piece]) -> list[Piece]:
    """Without question words, prepositions and the like, unless there is nothing else."""
    kept = [replace(piece, words=tuple(w for w in piece.words if w.form not in FUNCTION_WORDS)) if not piece.quoted else piece for piece in found]
    kept = [piece for piece, before in zip(kept, found, strict=True) if piece.words or not before.words]
    return kept if any(piece.words for piece in kept) or not any(piece.words for piece in found) else found


def variant(words: tuple[Token, ...], weight: float = 1.0) -> Variant:
    """A run of words in this order."""
    return Variant(tuple(w.form for w in words), tuple(w.stem for w in words), weight, text=" ".join(w.raw for w in words))


def misplaced(raw: str, lexicon: Lexicon, corrections: list[Correction]) -> list[tuple[str, Token]]:
    """A chunk of signs alone, read as typed in the other keyboard layout («;r[» is «жкх»)."""
    for reading in lexicon.repair(raw, Token("", "", 0, 0, ""))[:1]:
        corrections.append(Correction(raw, reading))
        return [(reading, word) for word in tokens(reading)]
    return []


def expand(
    run: list[tuple[str, Token]], synonyms: Synonyms | None, lexicon: Lexicon | None, literal: bool, corrections: list[Correction],
) -> list[Segment]:
    """Segments of a run of unquoted words: laws, synonyms (longest match first), numbers, words with their repairs."""
    out, i = [], 0
    words = [word for _, word in run]
    while i < len(words):
        size, others = synonyms.match(tuple(w.stem for w in words[i:])) if synonyms else (0, ())
        if is_law(words[i:i + 2]):
            size, others = 2, ()
        if size:
            out.append(named(tuple(words[i:i + size]), others))
        else:
            size = 1
            out.append(single(run[i][0], words[i], synonyms, None if literal else lexicon, corrections))
        i += size
    return out


def is_law(pair: list[Token]) -> bool:
    """«44 фз»: a number and the name of a kind of law."""
    return len(pair) == 2 and pair[0].form.isdigit() and pair[1].form in LAW


def named(words: tuple[Token, ...], others: tuple[Variant, ...]) -> Segment:
    """A known term with its other names; a term of several words may also stand apart."""
    typed = variant(words)
    apart = (replace(typed, weight=0.5, loose=True),) if len(words) > 1 and not is_law(list(words)) else ()
    return Segment((typed, *apart, *(v for v in others if v.stems != typed.stems)))


def single(raw: str, word: Token, synonyms: Synonyms | None, lexicon: Lexicon | None, corrections: list[Correction]) -> Segment:
    """A word; one that the index does not know gets other readings beside it."""
    typed = variant((word,))
    if word.form[0].isdigit():
        return Segment((replace(typed, weight=0.3),), weak=True)
    if lexicon is None:
        return Segment((typed,))
    for reading in lexicon.repair(raw, word)[:1]:
        corrections.append(Correction(raw if len(list(tokens(raw))) == 1 else word.form, reading))
        again = tuple(tokens(reading))
        _, others = synonyms.match(tuple(w.stem for w in again)) if synonyms else (0, ())
        return Segment((typed, variant(again, 0.9), *others))
    longer = [next(tokens(form)) for form in lexicon.unfold(word)]
    return Segment((typed, *(variant((w,), 0.6) for w in longer)))
