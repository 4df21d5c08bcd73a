"""`python -m benchmarks.relevance`: nDCG@10 and recall@10 on whole public sets of Russian questions, beside SQLite's and PostgreSQL's full text in the same run.

The words of a question go through the product's own path: parse with speller, tree, engine. Servers are named by SCHOOL_TEST_ELASTIC_URL and
SCHOOL_TEST_POSTGRES_URL; the lines of an absent one are left out and said to be.
"""
from __future__ import annotations

import os
import statistics
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measures import DEPTH, ndcg, recall
from benchmarks.passages import SETS, Collection, read_collection
from benchmarks.rivals import Rank, postgres_rank, sqlite_rank
from search.engines.base import Engine
from search.query import CatalogueQuery, parse
from search.speller import IndexLexicon

FLOORS = {"danetqa": 0.71, "xquad-ru": 0.94}
APART = 0.01


@dataclass(frozen=True)
class Score:
    """How one way to rank did on one set."""

    collection: str
    ranked_by: str
    ndcg: float
    recall: float


def product_rank(engine: Engine) -> Rank:
    """As the catalogue does it, with no synonyms (those of town halls are no help to an encyclopaedia)."""
    def rank(text: str) -> list[int]:
        tree = parse(text, None, IndexLexicon(engine))
        return list(engine.search(CatalogueQuery(text, size=DEPTH), tree, ()).ids)

    return rank


def score(collection: Collection, ranked_by: str, rank: Rank) -> Score:
    """Means over every question."""
    pairs = [(rank(text), collection.grades[key]) for key, text in collection.questions.items()]
    return Score(
        collection.name, ranked_by, statistics.mean(ndcg(*pair) for pair in pairs), statistics.mean(recall(*pair) for pair in pairs),
    )


@contextmanager
def embedded(collection: Collection) -> Iterator[Engine]:
    """The embedded engine with the passages, in a folder that is thrown away."""
    from search.engines.embedded import EmbeddedEngine

    with tempfile.TemporaryDirectory(prefix="school-relevance-") as folder:
        engine = EmbeddedEngine(Path(folder))
        engine.rebuild(collection.chunks)
        yield engine


@contextmanager
def elastic(url: str, collection: Collection) -> Iterator[Engine]:
    """Elasticsearch with the passages, in indices that are thrown away."""
    from search.engines.elastic import ElasticEngine

    engine = ElasticEngine(url, prefix=f"bench-{uuid.uuid4().hex[:8]}", refresh=True)
    try:
        engine.rebuild(collection.chunks)
        engine.writer.indices.forcemerge(index=engine.reads, max_num_segments=1)
        yield engine
    finally:
        for name in engine.client.indices.get(index=f"{engine.lock.removesuffix('lock')}*"):
            engine.writer.indices.delete(index=name)


def scores(collection: Collection, elastic_url: str, postgres_url: str) -> list[Score]:
    """Every way to rank on one set."""
    out = []
    with embedded(collection) as engine:
        out.append(score(collection, "embedded", product_rank(engine)))
    if elastic_url:
        with elastic(elastic_url, collection) as engine:
            out.append(score(collection, "elasticsearch", product_rank(engine)))
    out.append(score(collection, "SQLite FTS5", sqlite_rank(collection.passages)))
    if postgres_url:
        out.append(score(collection, "PostgreSQL", postgres_rank(postgres_url, collection.passages)))
    return out


def misses(found: Sequence[Score]) -> list[str]:
    """Demands of one set that were not met."""
    ours = [one for one in found if one.ranked_by in ("embedded", "elasticsearch")]
    out = [f"{one.collection}, {one.ranked_by}: {one.ndcg:.3f} is under {FLOORS[one.collection]}" for one in ours if one.ndcg < FLOORS[one.collection]]
    if max(one.ndcg for one in ours) - min(one.ndcg for one in ours) > APART:
        out.append(f"{found[0].collection}: the engines are more than {APART} apart")
    return out


def main() -> int:
    """Prints the table; exit code 1 where a demand is missed."""
    elastic_url, postgres_url = (os.environ.get(f"SCHOOL_TEST_{name}_URL", "") for name in ("ELASTIC", "POSTGRES"))
    for name, url in (("Elasticsearch", elastic_url), ("PostgreSQL", postgres_url)):
        if not url:
            print(f"{name} is absent (make services), its lines are left out", file=sys.stderr)
    missed: list[str] = []
    print(f"{'set':10} {'ranked by':14} nDCG@10 recall@10")
    for name in SETS:
        found = scores(read_collection(name), elastic_url, postgres_url)
        for one in found:
            print(f"{one.collection:10} {one.ranked_by:14} {one.ndcg:7.3f} {one.recall:9.3f}")
        missed += misses(found)
    for line in missed:
        print(f"missed: {line}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
