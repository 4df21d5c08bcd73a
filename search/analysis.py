"""Words of a text: the same tokens, exact forms and stems that the engines make, with offsets for marks.

Both engines are fed `indexable(text)`; what they make of it (lower case, English then Russian Snowball) is mirrored here,
so highlighting and the query tree never disagree with the index.
"""
from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import Stemmer

ENGINE_PATTERN = r"[0-9]+[.,][0-9]+|\w+"
TOKEN = re.compile(r"[0-9]+[.,][0-9]+|[0-9]+|[^\W0-9]+")
INVISIBLE = re.compile("[\u0300-\u036f\u0483-\u0489\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
CONTROL = re.compile("[\x00-\x1f\x7f]+")
SEAM = re.compile(r"(?<=[0-9])(?=[^\W0-9])|(?<=[^\W0-9])(?=[0-9])")
YO = str.maketrans("ёЁ", "еЕ")

FUNCTION_WORDS = frozenset(
    "а без более бы в во для до же за и из или к как какая какие какой ко когда кто куда ли либо между мне мой на над нам наш не него нет но "
    "о об от откуда по под почему при про с сколько со та так также то тоже у уже чего чем через что чтобы это этот я мы они он она ее его их "
    "где зачем можно нужно надо если есть быть был были было будет чьи чей нельзя начать начинать лучше очень the a an of for to in and or how".split()
)

_english, _russian, _lock = Stemmer.Stemmer("english"), Stemmer.Stemmer("russian"), threading.Lock()


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its exact form, its stem, where it stands, how it is written."""

    form: str
    stem: str
    start: int
    end: int
    raw: str


def clean(text: str) -> str:
    """The text as it may be shown: composed letters, no stress marks, soft hyphens, invisible or control characters (line ends become spaces)."""
    if text.isascii():
        return CONTROL.sub(" ", text)
    return CONTROL.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def indexable(text: str) -> str:
    """The text as the engines get it: cleaned, ё as е, a figure apart from the letters it touches («44ФЗ» is two words)."""
    return SEAM.sub(" ", clean(text).translate(YO))


@lru_cache(maxsize=200_000)
def stem(form: str) -> str:
    """Stem of a lower-case form without ё: English Snowball, then Russian, as in both engines."""
    with _lock:  # a stemmer keeps its own buffer
        return str(_russian.stemWord(_english.stemWord(form)))


@lru_cache(maxsize=200_000)
def written_stem(word: str) -> str:
    """Stem of a word as it is written."""
    return stem(word.lower().translate(YO))


def tokens(text: str) -> Iterator[Token]:
    """Words of a cleaned text in order."""
    for match in TOKEN.finditer(text):
        form = match.group().lower().translate(YO)
        yield Token(form, stem(form), match.start(), match.end(), match.group())


def forms(text: str) -> list[str]:
    """Exact forms of a text in order, repeated ones too."""
    return TOKEN.findall(clean(text).lower().translate(YO))


@dataclass(frozen=True, slots=True)
class Span:
    """A place to mark, and the number of the query's segment that it answers."""

    start: int
    end: int
    segment: int


class Marker:
    """Finds the words of a query in texts; `targets` are runs of stems with the number of their segment."""

    def __init__(self, targets: Sequence[tuple[tuple[str, ...], int]]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for stems, segment in targets:
            self.by_first.setdefault(stems[0], []).append((stems, segment))
        for runs in self.by_first.values():
            runs.sort(key=lambda run: -len(run[0]))

    def spans(self, text: str) -> list[Span]:
        """Marks in a cleaned text, left to right, not overlapping; the longest run wins."""
        words = list(TOKEN.finditer(text))
        stems_here = [written_stem(word.group()) for word in words]
        out: list[Span] = []
        free = 0
        for i, here in enumerate(stems_here):
            for stems, segment in self.by_first.get(here, ()) if i >= free else ():
                if len(stems) == 1 or tuple(stems_here[i:i + len(stems)]) == stems:
                    free = i + len(stems)
                    out.append(Span(words[i].start(), words[free - 1].end(), segment))
                    break
        return out

    def highlight(self, text: str) -> str:
        """The whole text as escaped HTML with `<mark>`."""
        text = clean(text)
        return marked(text, self.spans(text), 0, len(text))

    def passage(self, texts: Sequence[str], length: int = 220) -> str:
        """The window of some `length` characters that answers most segments, as escaped HTML; empty where no text has a word."""
        best: tuple[tuple[int, int], str, list[Span], int, int] | None = None
        for raw in texts:
            text = clean(raw)
            spans = self.spans(text)
            for i, first in enumerate(spans):
                inside = [span for span in spans[i:i + 12] if span.end <= first.start + length]
                worth = (len({span.segment for span in inside}), len(inside))
                if inside and (best is None or worth > best[0]):
                    best = (worth, text, spans, first.start, inside[-1].end)
        if best is None:
            return ""
        _, text, spans, start, end = best
        left, right = window(text, start, end, length)
        body = marked(text, [span for span in spans if left <= span.start and span.end <= right], left, right)
        return f"{'…' if left else ''}{body}{'…' if right < len(text) else ''}"


def window(text: str, start: int, end: int, length: int) -> tuple[int, int]:
    """Bounds around [start, end) of about `length` characters: from the start of the sentence if it is near, else at a word's edge."""
    spare = max(0, length - (end - start))
    left = max(0, start - spare // 3)
    sentence = max(text.rfind(stop, left, start) for stop in (". ", "! ", "? "))
    if sentence >= 0:
        left = sentence + 2
    elif left:
        left = text.find(" ", left, start) + 1 or start
    right = min(len(text), max(end, left + length))
    if right < len(text):
        right = max(end, text.rfind(" ", end, right))
    return left, right


def marked(text: str, spans: Sequence[Span], left: int, right: int) -> str:
    """Escaped HTML of text[left:right] with the spans in `<mark>`."""
    out, at = [], left
    for span in spans:
        out += [escape(text[at:span.start]), "<mark>", escape(text[span.start:span.end]), "</mark>"]
        at = span.end
    return "".join([*out, escape(text[at:right])])
