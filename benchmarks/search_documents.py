"""Documents for the index alone, made by a seeded generator without a database: fast enough for a million of them. Invented."""
from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain

from benchmarks.invented import SENTENCES, STARTS, SUBJECTS, filler
from search.analysis import forms, indexable
from search.schema import Document

CHUNK = 500
FILLERS = 20_000
GROUPS, REGIONS, YEARS = 9, 89, range(2015, 2027)
WEIGHTS = (100, 100, 100, 95, 90, 85, 80)
Sentence = tuple[str, tuple[str, ...]]  # as it is indexed, and its exact forms


def prepared(text: str) -> Sentence:
    """A sentence analysed once, to be used many times."""
    return indexable(text), tuple(dict.fromkeys(forms(text)))


class Maker:
    """Sentences by subject and a long tail of rarer words."""

    def __init__(self) -> None:
        chance, words = random.Random(5), filler(random.Random(5))
        self.subjects = [(sector, subject) for sector, subjects in SUBJECTS.items() for subject in subjects.split("|")]
        self.titles = {subject: [prepared(f"{start} {subject}") for start in STARTS.split("|")] for _, subject in self.subjects}
        self.said = {subject: [prepared(text.format(s=subject, n=n)) for text in SENTENCES for n in (3, 17, 40)] for _, subject in self.subjects}
        self.tails = [
            prepared(" ".join(words[min(int(chance.paretovariate(0.6)) - 1, len(words) - 1)] for _ in range(5)).capitalize() + ".") for _ in range(FILLERS)
        ]

    def text(self, chance: random.Random, subject: str, sentences: int) -> list[Sentence]:
        """Sentences about the subject, each with a tail."""
        return list(chain.from_iterable((chance.choice(self.said[subject]), chance.choice(self.tails)) for _ in range(sentences)))

    def document(self, number: int) -> Document:
        """The document of this number; the same on every machine."""
        chance = random.Random(number)
        sector, subject = chance.choice(self.subjects)
        title, summary, body = chance.choice(self.titles[subject]), self.text(chance, subject, 2), self.text(chance, subject, 7)
        year, cost = chance.choice(YEARS), chance.randrange(500, 9_000_000) if chance.random() < 0.9 else None
        parts = [title, *summary, *body]
        return {
            "pk": number, "version": 1, "number": number, "title": title[0], "title_exact": title[0], "short_title": "", "topics": subject,
            "summary": " ".join(text for text, _ in summary), "body": " ".join(text for text, _ in body),
            "words": " ".join(dict.fromkeys(chain.from_iterable(own for _, own in parts))),
            "sector": [sector, f"{sector}.{chance.randrange(6)}"], "region": [f"region-{chance.randrange(REGIONS)}"], "district": [str(chance.randrange(8))],
            "group": [f"G{chance.randrange(GROUPS)}"], "kind": [chance.choice(("project", "process"))], "status": [f"S{chance.randrange(6)}"],
            "funding": [f"F{chance.randrange(5)}"], "weight": chance.choice(WEIGHTS), "year": [str(year)], "years": year, "cost": cost, "pop": chance.randrange(500, 1_500_000),
            "national": [f"N{chance.randrange(12)}"], "municipality": [str(chance.randrange(2_000))], "months": chance.randrange(1, 48), "updated": number, "sort_newest": number, "sort_cost": (cost or 2**31) << 31 | number,
            "sort_title": f"{title[0].lower()} {number:012d}",
        }

    def chunks(self, size: int) -> Iterator[list[Document]]:
        """Documents 1 … `size` as a rebuild reads them."""
        for at in range(1, size + 1, CHUNK):
            yield [self.document(number) for number in range(at, min(at + CHUNK, size + 1))]
