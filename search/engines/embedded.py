"""The embedded engine: tantivy on local disk. One folder per schema, generations inside it, a pointer file names the one in use.

Rules (each was paid for once): our own `flock` before anything is read; a fresh `Index` per batch of writing, one cached per process for
reading; delete and add by `pk` in one commit; wait for the merging threads before the lock is let go. Queries are typed objects only.
"""
from __future__ import annotations

import fcntl
import json
import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.analysis import ENGINE_PATTERN
from search.engines import compile
from search.engines.base import Health, IndexBusy, Page, bars
from search.engines.embedded_hits import found, page_hits, walk
from search.query import CatalogueQuery, Tree
from search.rules.weight import WEIGHTS
from search.schema import FACET_SIZES, FIELDS, FULL, RANGES, SCHEMA_HASH, TEXTS, Document, filled

HEAP = 15_000_000
REBUILD_HEAP = 50_000_000
PATIENCE = 2.0  # seconds to wait for the lock


def make_schema() -> tantivy.Schema:
    """The declaration of `search.schema` in tantivy's words."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("pk", indexed=True, fast=True)  # unsigned: delete_documents_by_term silently finds nothing
    for field in FIELDS:
        if field.kind in ("stemmed", "exact", "words"):
            tokenizer = "stems" if field.kind == "stemmed" else "forms"
            builder.add_text_field(field.name, tokenizer_name=tokenizer, index_option="basic" if field.kind == "words" else "position")
        elif field.kind in ("facet", "sort_text"):
            builder.add_text_field(field.name, fast=True, tokenizer_name="raw", index_option="basic")
        elif field.kind == "number":
            builder.add_integer_field(field.name, indexed=True, fast=True)
        else:
            builder.add_unsigned_field(field.name, fast=True)
    return builder.build()


def analyser(*stemmers: str) -> tantivy.TextAnalyzer:
    """Words in lower case, stemmed by each of the languages in turn."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(ENGINE_PATTERN)).filter(tantivy.Filter.lowercase())
    for language in stemmers:
        builder = builder.filter(tantivy.Filter.stemmer(language))
    return builder.build()


SCHEMA = make_schema()


def open_index(path: Path) -> tantivy.Index:
    """The index in this folder, made if absent, with its analysers."""
    index = tantivy.Index(SCHEMA, path=str(path))
    index.register_tokenizer("stems", analyser("english", "russian"))
    index.register_tokenizer("forms", analyser())
    return index


class TantivyBatch:
    """Changes waiting for the commit."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self.writer = writer

    def put(self, documents: Iterable[Document]) -> None:
        """Delete and add by `pk`."""
        for document in documents:
            self.writer.delete_documents_by_term("pk", document["pk"])
            self.writer.add_document(tantivy.Document.from_dict(filled(document), SCHEMA))

    def drop(self, ids: Iterable[int], version: int) -> None:
        """Delete by `pk`; the lock lets nobody write in between, so no version is compared."""
        for pk in ids:
            self.writer.delete_documents_by_term("pk", pk)


class EmbeddedEngine:
    """Engine over a folder; safe for threads."""

    def __init__(self, root: Path) -> None:
        self.folder = root / SCHEMA_HASH
        self.pointer = self.folder / "current"
        self._open: tuple[str, tantivy.Index] | None = None
        self._lock = threading.Lock()

    # reading

    def current(self) -> str:
        """Name of the generation in use; empty while there is none."""
        try:
            return self.pointer.read_text()
        except FileNotFoundError:
            return ""

    def is_empty(self) -> bool:
        """Whether there is no index yet for this schema."""
        return not self.current()

    def searcher(self) -> tantivy.Searcher | None:
        """The last commit of the generation in use."""
        name = self.current()
        if not name:
            return None
        opened = self._open
        if opened is None or opened[0] != name:
            with self._lock:
                opened = self._open = (name, open_index(self.folder / name))
        opened[1].reload()
        return opened[1].searcher()

    def generation(self) -> str:
        """Name of the generation and the state of its last commit."""
        name = self.current()
        if not name:
            return ""
        state = os.stat(self.folder / name / "meta.json")
        return f"{name}.{state.st_mtime_ns}.{state.st_ino}"

    def plan(self, searcher: tantivy.Searcher, query: CatalogueQuery, tree: Tree) -> compile.Plan:
        """The request with the weights that the index holds."""
        held = tuple(weight for weight in WEIGHTS if searcher.doc_freq("weight", weight))
        return compile.Plan(SCHEMA, query, tree, held or (FULL,))

    def search(self, query: CatalogueQuery, tree: Tree, facets: tuple[str, ...]) -> Page:
        """A page by typed queries; see `Engine.search`."""
        searcher = self.searcher()
        if searcher is None:
            return Page(facets={name: {} for name in facets}, known=(False,) * len(tree.segments))
        plan = self.plan(searcher, query, tree)
        hits = page_hits(searcher, plan)
        complete = found(searcher.search(plan.complete(), limit=1)) if len(tree.segments) > 1 else hits.total
        return Page(
            ids=hits.ids, scores=hits.scores, total=hits.total, complete=complete,
            facets=self._facets(searcher, plan, facets), documents=searcher.num_docs,
            known=tuple(any(self._holds(searcher, variant.stems) for variant in segment.variants[:1]) for segment in tree.segments),
        )

    def walk(self, query: CatalogueQuery, tree: Tree) -> Iterator[int]:
        """Every key in order, by one searcher; see `Engine.walk`."""
        searcher = self.searcher()
        return walk(searcher, self.plan(searcher, query, tree)) if searcher else iter(())

    def spread(self, query: CatalogueQuery, tree: Tree, name: str, edges: tuple[int, ...]) -> tuple[int, ...]:
        """Counts between edges by one aggregation; see `Engine.spread`."""
        ranges = [{"from": low, "to": high} for low, high in bars(edges)]
        searcher = self.searcher()
        if searcher is None:
            return (0,) * len(ranges)
        answer = searcher.aggregate(self.plan(searcher, query, tree).query(without=name), {"bars": {"range": {"field": RANGES[name], "ranges": ranges}}})
        counts = {bucket.get("from"): bucket["doc_count"] for bucket in answer["bars"]["buckets"] if "to" in bucket}
        return tuple(int(counts[low]) for low, _ in bars(edges))

    def _facets(self, searcher: tantivy.Searcher, plan: compile.Plan, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
        def ask(query: tantivy.Query, fields: list[str]) -> dict[str, dict[str, int]]:
            answer = searcher.aggregate(query, {name: {"terms": {"field": name, "size": FACET_SIZES[name]}} for name in fields})
            return {name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]} for name in fields}

        open_names = [name for name in names if name not in plan.request.facets]
        counts = ask(plan.query(), open_names) if open_names else {}
        for name in names:
            if name in plan.request.facets:
                counts |= ask(plan.query(without=name), [name])
        return counts

    def _holds(self, searcher: tantivy.Searcher, stems: tuple[str, ...]) -> bool:
        return all(any(searcher.doc_freq(field.name, stem) for field in TEXTS if field.kind == "stemmed") for stem in stems)

    def count(self, query: CatalogueQuery, tree: Tree) -> int:
        """How many documents answer."""
        searcher = self.searcher()
        return found(searcher.search(compile.Plan(SCHEMA, query, tree).query(), limit=1)) if searcher else 0

    def terms(self, prefix: str) -> list[str]:
        """Exact forms with this beginning."""
        searcher = self.searcher()
        return sorted(form for form, _ in searcher.terms_with_prefix("words", prefix)) if searcher else []

    def counts(self, forms: Iterable[str]) -> dict[str, int]:
        """Documents by exact form; counted by a search, for `doc_freq` counts deleted documents too until their segment is merged."""
        searcher = self.searcher()
        if searcher is None:
            return {}
        return {form: found(searcher.search(tantivy.Query.term_query(SCHEMA, "words", form), limit=1)) for form in forms}

    def frequency(self, form: str, stem: str) -> int:
        """Documents with the word in any of its forms."""
        searcher = self.searcher()
        if searcher is None:
            return 0
        return max(searcher.doc_freq("words", form), *(searcher.doc_freq(field.name, stem) for field in TEXTS if field.kind == "stemmed"))

    def ids(self) -> dict[int, int]:
        """Every document's `pk` with its version."""
        return self.values("version")

    def values(self, name: str) -> dict[int, int]:
        """Every document's `pk` with a number that each has."""
        searcher = self.searcher()
        if searcher is None or not searcher.num_docs:
            return {}
        hits = [address for _, address in searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs).hits]
        numbers = zip(searcher.fast_field_values("pk", hits), searcher.fast_field_values(name, hits), strict=True)
        return {int(pk or 0): int(number or 0) for pk, number in numbers}

    def health(self) -> Health:
        """Opens the index and weighs its folder: what meta.json names is used, other segment files are orphans."""
        name = self.current()
        if not name:
            return Health(False, detail="no index")
        folder = self.folder / name
        try:
            documents = getattr(self.searcher(), "num_docs", 0)
            segments = {item["segment_id"].replace("-", "") for item in json.loads((folder / "meta.json").read_text())["segments"]}
        except (OSError, ValueError) as error:
            return Health(False, detail=repr(error))
        sizes = {path: path.stat().st_size for path in folder.iterdir() if not path.name.startswith(".")}
        orphaned = sum(size for path, size in sizes.items() if len(path.stem) == 32 and path.stem not in segments)
        return Health(True, documents, sum(sizes.values()) - orphaned, orphaned)

    # writing

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the schema's lock; raises IndexBusy after `PATIENCE` seconds."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            end = time.monotonic() + PATIENCE
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > end:
                        raise IndexBusy(str(self.folder)) from None
                    time.sleep(0.05)
            yield

    @contextmanager
    def batch(self) -> Iterator[TantivyBatch]:
        """One commit under the lock; nothing is written if the body raises."""
        with self.locked():
            name = self.current()
            if not name:
                name = self._new_generation()
                self._point(name)
            with self._writing(name, HEAP) as batch:
                yield batch

    def rebuild(self, read: Callable[[], Iterable[list[Document]]]) -> int:
        """A new generation, swapped in by one rename; the one before is kept until the next rebuild."""
        with self.locked():
            before, name, number = self.current(), self._new_generation(), 0
            try:
                with self._writing(name, REBUILD_HEAP) as batch:
                    for documents in read():
                        batch.put(documents)
                        number += len(documents)
            except BaseException:
                shutil.rmtree(self.folder / name)
                raise
            self._point(name)
            for path in self.folder.iterdir():
                if path.is_dir() and path.name not in (before, name):
                    shutil.rmtree(path)
            return number

    def _new_generation(self) -> str:
        name = uuid.uuid4().hex[:12]
        (self.folder / name).mkdir(parents=True)
        open_index(self.folder / name)
        return name

    def _point(self, name: str) -> None:
        half = self.folder / f"current.{os.getpid()}"
        with half.open("w") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        half.replace(self.pointer)

    @contextmanager
    def _writing(self, name: str, heap: int) -> Iterator[TantivyBatch]:
        try:
            writer = open_index(self.folder / name).writer(heap, 1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise IndexBusy(str(error)) from None
            raise
        writer.garbage_collect_files()  # what a killed writer left bears the names that this one may take: its commit would fail, again and again
        try:
            yield TantivyBatch(writer)
        except BaseException:
            writer.rollback()
            writer.wait_merging_threads()
            raise
        writer.commit()
        writer.wait_merging_threads()
