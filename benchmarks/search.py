"""`python -m benchmarks.search [--full] [--size N] [--engine embedded|elasticsearch]`: what a query costs, by class, engine and size, on generated documents.

Every figure of a line comes from one run. “Engine” is CPU of tantivy's calls in this thread, or of Elasticsearch's process; “layer” is all that the product does
around it (parse, speller without its look-ups, synonyms, compile, decode); “client” is what Elasticsearch's client library costs in this thread.
The layer may cost 1 ms + 0.3 × the engine.
"""
from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.search_documents import Maker
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.query import CatalogueQuery, parse
from search.schema import FACETS
from search.speller import IndexLexicon, near, unfolded
from search.synonyms import Rule, SynonymTable

SHORT, FULL = (157, 10_000), (157, 10_000, 100_000)
ROUNDS, WARM = 5, 2
ALLOWED_MS, ALLOWED_SHARE = 1.0, 0.3
TWO_CHOSEN_AT, TWO_CHOSEN_MS = 1_000_000, 40.0
TWO = {"sector": ("HCS", "TRN"), "year": ("2022", "2023")}
TABLE = SynonymTable([Rule("капремонт", ("капитальный ремонт",)), Rule("тко", ("мусор", "твёрдые коммунальные отходы")), Rule("дорога", ("дорожный",))])
CLASSES: dict[str, list[CatalogueQuery]] = {
    "single word": [CatalogueQuery(text) for text in ("котельной", "жалоб", "староста")],
    "three words": [CatalogueQuery(text) for text in ("срок ремонта котельной", "график вывоза снега", "жители автобуса остановка")],
    "phrase": [CatalogueQuery(text) for text in ("«рабочая группа»", "«ремонта дорог»", "«детской площадки»")],
    "typo": [CatalogueQuery(text) for text in ("котельнрй", "автобсуа", "пощадки инвестору")],
    "two facets chosen": [CatalogueQuery(text, facets=TWO) for text in ("ремонт", "срок", "подрядчик")],
    "sorted by cost": [CatalogueQuery(text, sort="cost") for text in ("ремонт", "снега", "парка у реки")],
    "page 500": [CatalogueQuery(text, page=500) for text in ("ремонт", "срок", "подрядчик")],
    "browse": [CatalogueQuery(), CatalogueQuery(page=2), CatalogueQuery(facets={"sector": ("HCS",)})],
}
PREFIXES = ("водо", "кот", "площ")


class Meter:
    """Sums the thread's CPU within calls of an object: a stand-in whose methods are timed."""

    def __init__(self) -> None:
        self.spent = 0.0

    def watch(self, target: Any) -> Any:
        """The object with its methods timed, and those of its parts."""
        meter = self

        class Watched:
            """Passes everything on."""

            def __getattr__(self, name: str) -> Any:
                value = getattr(target, name)
                if not callable(value):
                    return meter.watch(value) if name == "indices" else value

                def timed(*args: Any, **options: Any) -> Any:
                    started = time.thread_time()
                    try:
                        return value(*args, **options)
                    finally:
                        meter.spent += time.thread_time() - started

                return timed

        return Watched()


class MeteredEmbedded(EmbeddedEngine):
    """The embedded engine with tantivy's part timed."""

    def __init__(self, root: Path, meter: Meter) -> None:
        super().__init__(root)
        self.meter = meter

    def searcher(self) -> Any:
        """See EmbeddedEngine; opening counts as the engine."""
        started = time.thread_time()
        found = super().searcher()
        self.meter.spent += time.thread_time() - started
        return found and self.meter.watch(found)


@dataclass(frozen=True)
class Line:
    """Milliseconds of one class of queries."""

    name: str
    engine: float
    layer: float
    client: float
    wall: float

    @property
    def ok(self) -> bool:
        """Whether the layer keeps within what it may cost."""
        return self.layer <= ALLOWED_MS + ALLOWED_SHARE * self.engine


def server_cpu(pid: int) -> float:
    """CPU seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def asked(engine: Any, query: CatalogueQuery) -> None:
    """What `find` does, with the counts of every facet; the speller has forgotten the queries before."""
    near.cache_clear()
    unfolded.cache_clear()
    engine.search(query, parse(query.text, TABLE, IndexLexicon(engine, TABLE.words)), FACETS)


def line(name: str, acts: list[Callable[[], None]], meter: Meter, pid: int, rounds: int) -> Line:
    """Mean of the acts, one after another, `rounds` times."""
    for act in acts * WARM:
        act()
    meter.spent = 0.0
    server, thread, wall = server_cpu(pid) if pid else 0.0, time.thread_time(), time.perf_counter()
    for act in acts * rounds:
        act()
    spent, wall, number = time.thread_time() - thread, time.perf_counter() - wall, len(acts) * rounds
    served = server_cpu(pid) - server if pid else meter.spent
    per = 1000 / number
    return Line(name, served * per, (spent - meter.spent) * per, meter.spent * per if pid else 0.0, wall * per)


def lines(engine: Any, meter: Meter, pid: int) -> list[Line]:
    """Every class; more rounds on a server, whose CPU is counted in hundredths of a second."""
    rounds = ROUNDS * (8 if pid else 1)
    out = [line(name, [lambda query=query: asked(engine, query) for query in queries], meter, pid, rounds) for name, queries in CLASSES.items()]  # type: ignore[misc]
    begun: list[Callable[[], None]] = [lambda prefix=prefix: engine.terms(prefix) and None for prefix in PREFIXES]  # type: ignore[misc]
    return [*out, line("words with a prefix", begun, meter, pid, rounds)]


def measure_embedded(size: int) -> int:
    """Builds and asks the embedded engine in this process."""
    with tempfile.TemporaryDirectory(prefix="school-search-") as folder:
        meter = Meter()
        engine, maker = MeteredEmbedded(Path(folder), meter), Maker()
        started, cpu = time.perf_counter(), time.process_time()
        engine.rebuild(lambda: maker.chunks(size))
        built = (time.process_time() - cpu, time.perf_counter() - started)
        return shown("embedded", size, built, engine.health().bytes_used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, lines(engine, meter, 0))


def measure_elastic(size: int, url: str) -> int:
    """Builds and asks Elasticsearch on this machine."""
    meter = Meter()
    engine, maker = ElasticEngine(url, prefix=f"bench-{uuid.uuid4().hex[:8]}"), Maker()
    nodes = engine.client.nodes.info(metric="process")["nodes"]
    pid = int(next(iter(nodes.values()))["process"]["id"])
    try:
        started, cpu = time.perf_counter(), server_cpu(pid)
        engine.rebuild(lambda: maker.chunks(size))
        built = (server_cpu(pid) - cpu, time.perf_counter() - started)
        memory = next(int(row.split()[1]) for row in Path(f"/proc/{pid}/status").read_text().splitlines() if row.startswith("VmRSS")) / 1024
        engine.client = engine.client.options(request_timeout=60)
        used, engine.client = engine.health().bytes_used, meter.watch(engine.client)
        return shown("elasticsearch", size, built, used, memory, lines(engine, meter, pid))
    finally:
        for name in engine.writer.indices.get(index=f"{engine.lock.removesuffix('lock')}*"):
            engine.writer.indices.delete(index=name)


def shown(name: str, size: int, built: tuple[float, float], used: int, memory: float, found: list[Line]) -> int:
    """Prints one engine at one size; how many demands it missed."""
    print(f"\n{name}, {size} documents: built in {built[0]:.0f} CPU s, {built[1]:.0f} s, {used / 1e6:.1f} MB, memory {memory:.0f} MiB")
    print(f"{'CPU ms':22} {'engine':>8} {'layer':>8} {'client':>8} {'wall':>8}")
    missed = 0
    for one in found:
        slow = name == "embedded" and size == TWO_CHOSEN_AT and one.name == "two facets chosen" and one.engine > TWO_CHOSEN_MS
        missed += slow or not one.ok
        note = "" if one.ok else "  LAYER OVER 1 + 0.3 × ENGINE"
        print(f"{one.name:22} {one.engine:8.2f} {one.layer:8.2f} {one.client:8.2f} {one.wall:8.2f}{note}{'  OVER 40' if slow else ''}", flush=True)
    return missed


def main(arguments: list[str]) -> int:
    """One process per engine and size, so that the memory is its own; exit code 1 where a demand is missed."""
    reader = argparse.ArgumentParser(prog="benchmarks.search")
    reader.add_argument("--full", action="store_true")
    reader.add_argument("--size", type=int)
    reader.add_argument("--engine", choices=["embedded", "elasticsearch"])
    asked_for, url = reader.parse_args(arguments), os.environ.get("SCHOOL_TEST_ELASTIC_URL", "")
    if asked_for.size and asked_for.engine:
        return min(1, measure_embedded(asked_for.size) if asked_for.engine == "embedded" else measure_elastic(asked_for.size, url))
    if not url:
        print("Elasticsearch is absent (make services), only the embedded engine is measured", file=sys.stderr)
    sizes = [asked_for.size] if asked_for.size else FULL if asked_for.full else SHORT
    engines = [asked_for.engine] if asked_for.engine else ["embedded", *(["elasticsearch"] if url else [])]
    runs = [subprocess.run([sys.executable, "-m", "benchmarks.search", "--size", str(size), "--engine", name], check=False) for size in sizes for name in engines]
    return max(run.returncode for run in runs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
