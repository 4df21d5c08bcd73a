"""The 120 graded queries: what stands in the file, how it was graded, which third is never read while tuning.

How a practice was graded for a query, by its title and annotation as an asker in a town hall would read them:

3  it solves this very task: the same thing, the same trouble or act
2  it solves half of it: the same thing with another trouble, or the same act on another thing, and can be used nearly as it is
1  a neighbour: one step or tool can be borrowed
0  nothing for this asker, whatever words it shares (not in the file)

All 157 practices of the demo were read first; then the first ten of both engines and of SQLite's FTS5 (any word, title and text) were pooled for each query and every
pooled practice without a grade was looked at again. Grades were fixed before any boost, synonym or threshold was tried against them. A query
without a full answer in the catalogue keeps its best half answers: an asker is to find at least those.
"""
from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("graded.tsv")
HELD_OUT = 3  # every third query, counted from one, is only ever tested


@dataclass(frozen=True)
class Graded:
    """A query, how it is written (plain, typo, abbreviation, lay), grades by number of the practice."""

    place: int
    query: str
    kind: str
    grades: dict[int, int]

    @property
    def is_held_out(self) -> bool:
        """Whether tuning may not read it."""
        return self.place % HELD_OUT == 0


def graded_queries() -> list[Graded]:
    """Every query of the file in its order."""
    with FILE.open() as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [
        Graded(place, row["query"], row["kind"], {int(number): int(grade) for number, grade in (pair.split("=") for pair in row["grades"].split())})
        for place, row in enumerate(rows, 1)
    ]
