"""Sets of passages and questions, and the documents that the product's index makes of passages."""
from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search.analysis import forms, indexable
from search.schema import Document

DATA = Path(__file__).with_name("data")
SETS = ("danetqa", "xquad-ru")
CHUNK = 200


@dataclass(frozen=True)
class Collection:
    """Passages by their key in the index (counted from one), questions, and the relevant keys of each question with grade 1."""

    name: str
    passages: dict[int, str]
    questions: dict[str, str]
    grades: dict[str, dict[int, int]]

    def documents(self) -> list[Document]:
        """Each passage as the body of a document whose other texts are empty."""
        return [
            {
                "pk": pk, "version": 1, "number": pk, "body": indexable(text), "words": " ".join(dict.fromkeys(forms(text))),
                "sort_newest": pk, "sort_cost": pk, "sort_title": f"{pk:06d}",
            }
            for pk, text in self.passages.items()
        ]

    def chunks(self) -> Iterator[list[Document]]:
        """The documents as a rebuild reads them."""
        documents = self.documents()
        for at in range(0, len(documents), CHUNK):
            yield documents[at:at + CHUNK]


def read_collection(name: str) -> Collection:
    """A set of `benchmarks/data`; questions without a relevant passage are left out."""
    passages = {row["_id"]: row["text"] for row in json_lines(DATA / f"{name}-corpus.jsonl.gz")}
    keys = {own: at for at, own in enumerate(passages, 1)}
    grades: dict[str, dict[int, int]] = {}
    with gzip.open(DATA / f"{name}-qrels.tsv.gz", "rt") as file:
        next(file)
        for line in file:
            question, passage, grade = line.split("\t")
            grades.setdefault(question, {})[keys[passage]] = int(grade)
    questions = {row["_id"]: row["text"] for row in json_lines(DATA / f"{name}-queries.jsonl.gz") if row["_id"] in grades}
    return Collection(name, {keys[own]: text for own, text in passages.items()}, questions, grades)


def json_lines(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a gzipped file."""
    with gzip.open(path, "rt") as file:
        for line in file:
            yield json.loads(line)


def read_part(path: Path) -> Collection:
    """A part of a set, kept in one file by `write_part`."""
    with gzip.open(path, "rt") as file:
        kept = json.load(file)
    passages = dict(enumerate(kept["passages"], 1))
    questions = {str(at): row["text"] for at, row in enumerate(kept["questions"])}
    return Collection(path.name, passages, questions, {str(at): dict.fromkeys(row["relevant"], 1) for at, row in enumerate(kept["questions"])})


def write_part(whole: Collection, step: int, size: int, path: Path) -> None:
    """Every `step`-th passage, `size` of them, with the questions that they answer."""
    chosen = {pk: at for at, pk in enumerate(list(whole.passages)[::step][:size], 1)}
    rows = [
        {"text": whole.questions[key], "relevant": sorted(chosen[pk] for pk in grades if pk in chosen)}
        for key, grades in whole.grades.items() if chosen.keys() & grades.keys()
    ]
    kept = {"passages": [whole.passages[pk] for pk in chosen], "questions": rows}
    path.write_bytes(gzip.compress(json.dumps(kept, ensure_ascii=False).encode(), 9, mtime=0))
