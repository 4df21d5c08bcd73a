"""Elasticsearch as an engine: an alias to read by, an alias to write by, versions that are numbers drawn before the rows were read.

A rebuild adds its new index to the write alias first, so that live writes reach old and new alike, then copies, then swaps both aliases in one call.
"""
from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import ApiError, BadRequestError, ConflictError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Bool, Term
from elasticsearch.helpers import streaming_bulk

from search.engines.base import EngineDown, Health, IndexBusy, Page, bars
from search.engines.breaker import Breaker
from search.engines.elastic_query import ElasticPlan, stands
from search.query import CatalogueQuery, Sort, Tree
from search.schema import FACET_SIZES, FIELDS, RANGES, SCHEMA_HASH, TEXTS, WORD, WORDED, Document, Field, filled

TIMEOUT, WRITE_TIMEOUT = 2.0, 60.0  # seconds
BATCH, BATCH_BYTES = 500, 5 * 1024 * 1024
FRESH = 1.0  # seconds for which the generation is believed
LOCK_LIFE = 2 * 3600  # seconds after which a rebuild is taken for dead
TERMS_AT_ONCE, MOST_TERMS = 5_000, 200_000
SLICE, KEEP = 5_000, "5m"  # hits of one step of a walk; how long the server keeps its state between two steps
ORDERS: dict[Sort, list[dict[str, str]]] = {
    "newest": [{"sort_newest": "desc"}], "cost": [{"sort_cost": "asc"}], "title": [{"sort_title": "asc"}],
    "share": [{"sort_share": "desc"}], "adoptions": [{"sort_adoptions": "desc"}], "relevance": [{"_score": "desc"}, {"pk": "asc"}],
}
ANALYSIS = {"analyzer": {
    "forms": {"type": "custom", "tokenizer": "standard", "filter": ["lowercase"]},
    "stems": {"type": "custom", "tokenizer": "standard", "filter": ["lowercase", "stem_en", "stem_ru"]},
}, "filter": {"stem_en": {"type": "stemmer", "language": "porter2"}, "stem_ru": {"type": "stemmer", "language": "russian"}}}


def mapping_of(field: Field) -> dict[str, Any]:
    """The declaration of a field in Elasticsearch's words."""
    if field.kind in ("stemmed", "exact"):
        return {"type": "text", "analyzer": "stems" if field.kind == "stemmed" else "forms"}
    if field.kind == "words":
        return {"type": "text", "analyzer": "forms", "index_options": "docs"}
    return {"type": "keyword" if field.kind in ("facet", "sort_text") else "long"}


def index_body(rebuilding: bool) -> dict[str, Any]:
    """Settings and mapping of a new index; `forms` holds the distinct words for the speller's look-ups."""
    properties = {field.name: mapping_of(field) for field in FIELDS} | {"pk": {"type": "long"}, "forms": {"type": "keyword", "norms": False}}
    return {
        "settings": {
            "number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1" if rebuilding else "1s", "analysis": ANALYSIS,
            "index.max_result_window": 10_000,
        },
        "mappings": {"dynamic": "strict", "_source": {"enabled": False}, "_meta": {"hash": SCHEMA_HASH}, "properties": properties},
    }


def as_source(document: Document) -> dict[str, Any]:
    """The document as it is sent: texts as the very words that the other engine reads, so that no tokeniser can see them otherwise."""
    out = {name: " ".join(WORD.findall(value)) if name in WORDED else value for name, value in filled(document).items()}
    return out | {"forms": sorted(set(out["words"].lower().split()))}


@contextmanager
def answering(breaker: Breaker | None = None) -> Iterator[None]:
    """Raises EngineDown for a server that does not answer, refuses by fault of its own, or has no room; with a breaker at once while that is open."""
    if breaker and not breaker.lets_through():
        raise EngineDown("it did not answer three times, so it is left alone for half a minute")
    try:
        yield
    except (BadRequestError, NotFoundError, ConflictError):
        raise
    except (TransportError, ApiError) as error:
        if breaker:
            breaker.failed()
        raise EngineDown(str(error)[:300]) from error
    if breaker:
        breaker.succeeded()


class ElasticBatch:
    """Changes collected until the batch ends."""

    def __init__(self) -> None:
        self.actions: list[dict[str, Any]] = []

    def put(self, documents: Iterable[Document]) -> None:
        """Index by `pk`, unless a newer version is there."""
        for document in documents:
            self.actions.append({"_op_type": "index", "_id": document["pk"], "version": document["version"], "_source": as_source(document)})

    def drop(self, ids: Iterable[int], version: int) -> None:
        """Delete by `pk`, unless a newer version is there."""
        self.actions += [{"_op_type": "delete", "_id": pk, "version": version} for pk in ids]


class ElasticEngine:
    """Engine over a server; one object per process, safe for threads."""

    def __init__(self, url: str, prefix: str = "practices", refresh: bool = False) -> None:
        self.client = Elasticsearch(url, request_timeout=TIMEOUT, max_retries=0, retry_on_timeout=False)
        self.writer = self.client.options(request_timeout=WRITE_TIMEOUT)
        self.family = f"{prefix}-{SCHEMA_HASH}"
        self.reads, self.writes, self.lock = f"{self.family}-read", f"{self.family}-write", f"{prefix}-lock"
        self.refresh, self.breaker = refresh, Breaker()
        self._generation = ("", 0.0)

    # reading

    def behind(self, alias: str) -> list[str]:
        """Names of the indices that an alias stands for."""
        with answering(self.breaker):
            try:
                return sorted(self.client.indices.get_alias(name=alias))
            except NotFoundError:
                return []

    def version(self) -> str:
        """Version of the server."""
        with answering(self.breaker):
            return str(self.client.info()["version"]["number"])

    def is_empty(self) -> bool:
        """Whether there is no index yet for this schema."""
        return not self.behind(self.reads)

    def generation(self) -> str:
        """Name of the index read and how much was ever written to it; asked again after a second at most."""
        value, at = self._generation
        if time.monotonic() - at > FRESH:
            with answering(self.breaker):
                try:
                    stats = self.client.indices.stats(index=self.reads, metric=["indexing"])["indices"]
                    value = ",".join(f"{name}.{one['total']['indexing']['index_total']}.{one['total']['indexing']['delete_total']}" for name, one in stats.items())
                except NotFoundError:
                    value = ""
            self._generation = (value, time.monotonic())
        return value

    def ask(self, search: Search[Any]) -> Any:
        """The answer of the index, or None while there is none."""
        with answering(self.breaker):
            try:
                return self.client.search(index=self.reads, body=search.to_dict())
            except NotFoundError:
                return None

    def search(self, query: CatalogueQuery, tree: Tree, facets: tuple[str, ...]) -> Page:
        """A page in one request; see `Engine.search`."""
        plan = ElasticPlan(query, tree)
        own = [name for name in facets if name in query.facets or name in query.ranges]
        common = Bool(must=[plan.words()], filter=[clause for name, clause in named_filters(plan) if name not in own])
        search = base_search(plan, query, own, common)
        for name in facets:
            search.aggs.bucket(name, "filter", filter=Bool(filter=[clause for other, clause in named_filters(plan) if other in own and other != name])).bucket(
                "values", "terms", field=name, size=FACET_SIZES[name],
            )
        search.aggs.bucket("complete", "filter", filter=Bool(filter=[*plan.filters(), *([plan.every] if tree.segments else [])]))
        every = search.aggs.bucket("everything", "global")
        if tree.segments:
            every.bucket("known", "filters", filters={str(n): stands(s.variants[0].stems) for n, s in enumerate(tree.segments)})
        answer = self.ask(search)
        if answer is None:
            return Page(facets={name: {} for name in facets}, known=(False,) * len(tree.segments))
        return page_of(answer, facets, len(tree.segments), query.sort == "relevance" and bool(tree.segments))

    def count(self, query: CatalogueQuery, tree: Tree) -> int:
        """How many documents answer."""
        plan = ElasticPlan(query, tree)
        search: Search[Any] = Search().query(Bool(must=[plan.words()], filter=plan.filters())).extra(size=0, track_total_hits=True)
        answer = self.ask(search)
        return int(answer["hits"]["total"]["value"]) if answer else 0

    def terms(self, prefix: str) -> list[str]:
        """Exact forms with this beginning, in alphabetical order, at most `MOST_TERMS`."""
        found: list[str] = []
        while len(found) < MOST_TERMS:
            with answering(self.breaker):
                try:
                    part = self.client.terms_enum(
                        index=self.reads, field="forms", string=prefix, size=TERMS_AT_ONCE, search_after=found[-1] if found else None,
                    )["terms"]
                except NotFoundError:
                    return []
            found += part
            if len(part) < TERMS_AT_ONCE:
                break
        return found

    def counts(self, forms: Iterable[str]) -> dict[str, int]:
        """In how many documents each exact form stands."""
        wanted = list(forms)
        return self._counted({form: [Term(forms=form)] for form in wanted}) if wanted else {}

    def frequency(self, form: str, stem: str) -> int:
        """Documents with the word in any of its forms (the most of any one field)."""
        fields = {field.name: [Term(**{field.name: stem})] for field in TEXTS if field.kind == "stemmed"}
        return max(self._counted({"words": [Term(words=form)], **fields}).values(), default=0)

    def _counted(self, filters: dict[str, list[Any]]) -> dict[str, int]:
        search: Search[Any] = Search().extra(size=0, track_total_hits=False)
        search.aggs.bucket("all", "filters", filters={str(n): Bool(filter=clauses) for n, clauses in enumerate(filters.values())})
        answer = self.ask(search)
        if answer is None:
            return {}
        buckets = answer["aggregations"]["all"]["buckets"]
        return {name: int(buckets[str(n)]["doc_count"]) for n, name in enumerate(filters)}

    def walk(self, query: CatalogueQuery, tree: Tree) -> Iterator[int]:
        """Every key in order, past the window by a point in time; see `Engine.walk`. Raises EngineDown, in the middle too."""
        plan = ElasticPlan(query, tree)
        asked: Search[Any] = Search().query(Bool(must=[plan.words()], filter=plan.filters()))
        for hit in self.scan(asked.to_dict()["query"], order_of(query, tree), ["pk"]):
            yield int(hit["fields"]["pk"][0])

    def spread(self, query: CatalogueQuery, tree: Tree, name: str, edges: tuple[int, ...]) -> tuple[int, ...]:
        """Counts between edges by one aggregation; see `Engine.spread`."""
        plan, pairs = ElasticPlan(query, tree), bars(edges)
        search: Search[Any] = Search().query(Bool(filter=[plan.words(), *plan.filters(without=name)])).extra(size=0, track_total_hits=False)
        search.aggs.bucket("bars", "range", field=RANGES[name], ranges=[{"from": low, "to": high} for low, high in pairs])
        answer = self.ask(search)
        return tuple(int(bucket["doc_count"]) for bucket in answer["aggregations"]["bars"]["buckets"]) if answer else (0,) * len(pairs)

    def ids(self) -> dict[int, int]:
        """Every document's `pk` with its version."""
        return self.values("version")

    def values(self, name: str) -> dict[int, int]:
        """Every document's `pk` with a number that each has."""
        hits = self.scan({"match_all": {}}, [{"pk": "asc"}], ["pk", name])
        return {int(hit["fields"]["pk"][0]): int(hit["fields"][name][0]) for hit in hits}

    def scan(self, query: dict[str, Any], sort: list[dict[str, str]], fields: list[str]) -> Iterator[Any]:
        """Every hit in order, `SLICE` at a time, from one state of the index. Raises EngineDown."""
        if self.is_empty():
            return
        with answering(self.breaker):
            point = self.writer.open_point_in_time(index=self.reads, keep_alive=KEEP)["id"]
        try:
            after: list[Any] | None = None
            while True:
                with answering(self.breaker):
                    hits = self.writer.search(
                        pit={"id": point, "keep_alive": KEEP}, query=query, size=SLICE, sort=sort, search_after=after, source=False,
                        docvalue_fields=[{"field": field} for field in fields], track_total_hits=False,
                    )["hits"]["hits"]
                yield from hits
                if len(hits) < SLICE:
                    return
                after = hits[-1]["sort"]
        finally:
            with suppress(TransportError, ApiError):  # a server that is away forgets the point by itself
                self.writer.close_point_in_time(id=point)

    def health(self) -> Health:
        """One index behind the alias, of this schema, answering; its documents and bytes."""
        try:
            names = self.behind(self.reads)
            if len(names) != 1:
                return Health(False, detail="no index" if not names else f"the alias stands for {len(names)} indices")
            with answering():
                meta = self.client.indices.get_mapping(index=names[0])[names[0]]["mappings"].get("_meta", {})
                total = self.client.indices.stats(index=names[0], metric=["docs", "store"])["indices"][names[0]]["total"]
        except EngineDown as error:
            return Health(False, detail=str(error))
        if meta.get("hash") != SCHEMA_HASH:
            return Health(False, detail="the index has another schema")
        return Health(True, int(total["docs"]["count"]), int(total["store"]["size_in_bytes"]))

    # writing

    @contextmanager
    def batch(self) -> Iterator[ElasticBatch]:
        """Changes go out when the body has ended, to every index behind the write alias; the list is read first. Raises EngineDown."""
        names = self.behind(self.writes) or [self._first()]
        batch = ElasticBatch()
        yield batch
        for name in names:
            self._send(name, batch.actions)
        self._generation = ("", 0.0)

    def _send(self, name: str, actions: Iterable[dict[str, Any]]) -> None:
        """Bulk with external versions: 409 is a newer document that stays, 404 a document that was not there."""
        marked = ({**action, "_index": name, "version_type": "external_gte"} for action in actions)
        with answering():
            for ok, item in streaming_bulk(
                self.writer, marked, chunk_size=BATCH, max_chunk_bytes=BATCH_BYTES, max_retries=3, initial_backoff=1, raise_on_error=False,
            ):
                (result,) = item.values()
                if not ok and result["status"] not in (404, 409):
                    raise EngineDown(f"{result['status']}: {str(result.get('error'))[:300]}")
            if self.refresh:
                self.writer.indices.refresh(index=name)

    def _make(self, rebuilding: bool) -> str:
        name = f"{self.family}-{uuid.uuid4().hex[:8]}"
        with answering():
            self.writer.indices.create(index=name, **index_body(rebuilding))
        return name

    def _first(self) -> str:
        name = self._make(rebuilding=False)
        self._swap(name, old=[])
        return name

    def _swap(self, name: str, old: list[str]) -> None:
        add = [{"add": {"index": name, "alias": alias}} for alias in (self.reads, self.writes)]
        remove = [{"remove": {"index": other, "alias": alias, "must_exist": False}} for other in old for alias in (self.reads, self.writes)]
        with answering():
            self.writer.indices.update_aliases(actions=[*remove, *add])

    def rebuild(self, read: Callable[[], Iterable[list[Document]]]) -> int:
        """A new index, filled beside the old one and swapped in by one call; the one before is kept until the next rebuild. Raises IndexBusy, EngineDown."""
        with self.locked():
            before, name, number = self.behind(self.reads), self._make(rebuilding=True), 0
            try:
                with answering():
                    self.writer.indices.update_aliases(actions=[{"add": {"index": name, "alias": self.writes}}])
                for documents in read():
                    batch = ElasticBatch()
                    batch.put(documents)
                    self._send(name, batch.actions)
                    number += len(documents)
                with answering():
                    self.writer.indices.put_settings(index=name, settings={"refresh_interval": "1s"})
                    self.writer.indices.refresh(index=name)
            except BaseException:
                self.writer.options(ignore_status=404).indices.delete(index=name)
                raise
            self._swap(name, before)
            self._forget({name, *before})
        self._generation = ("", 0.0)
        return number

    def _forget(self, kept: set[str]) -> None:
        with answering():
            for name in self.client.indices.get(index=f"{self.family}-*", features=["aliases"]):
                if name not in kept:
                    self.writer.options(ignore_status=404).indices.delete(index=name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One rebuild at a time; the lock of a dead one is taken over after two hours. Raises IndexBusy."""
        with answering():
            held = self.client.options(ignore_status=404).get(index=self.lock, id="rebuild")
            if held.get("found") and time.time() - held["_source"]["at"] > LOCK_LIFE:
                self.writer.delete(index=self.lock, id="rebuild", if_seq_no=held["_seq_no"], if_primary_term=held["_primary_term"])
            try:
                self.writer.create(index=self.lock, id="rebuild", document={"at": time.time()}, refresh=True)
            except ConflictError:
                raise IndexBusy(self.lock) from None
        try:
            yield
        finally:
            self.writer.options(ignore_status=404).delete(index=self.lock, id="rebuild", refresh=True)


def named_filters(plan: ElasticPlan) -> list[tuple[str, Any]]:
    """Every filter with the name of its facet or range."""
    names = [*plan.request.facets, *plan.request.ranges]
    return list(zip(names, plan.filters(), strict=True))


def order_of(query: CatalogueQuery, tree: Tree) -> list[dict[str, str]]:
    """The order of the results: without words near places, the newest first in each step, else the newest."""
    if query.sort != "relevance" or tree.segments:
        return ORDERS[query.sort]
    return [{"_score": "desc"}, *ORDERS["newest"]] if any(query.near) else ORDERS["newest"]


def base_search(plan: ElasticPlan, query: CatalogueQuery, own: list[str], common: Bool) -> Search[Any]:
    """Words and the filters of names without counts in the query, the others after it, so that each facet can be counted without its own."""
    search: Search[Any] = Search().query(common).extra(
        **{"from": query.offset}, size=query.size, track_total_hits=True, track_scores=True, sort=order_of(query, plan.tree), _source=False, docvalue_fields=["pk"],
    )
    late = [clause for name, clause in named_filters(plan) if name in own]
    return search.post_filter(Bool(filter=late)) if late else search


def page_of(answer: Any, facets: tuple[str, ...], segments: int, by_score: bool) -> Page:
    """The page in the answer."""
    hits, found = answer["hits"], answer["aggregations"]
    known = found["everything"].get("known", {"buckets": {}})["buckets"]
    return Page(
        ids=tuple(int(hit["fields"]["pk"][0]) for hit in hits["hits"]), scores=tuple(float(hit["_score"] or 0) for hit in hits["hits"]) if by_score else (),
        total=int(hits["total"]["value"]), complete=int(found["complete"]["doc_count"]),
        facets={name: {bucket["key"]: int(bucket["doc_count"]) for bucket in found[name]["values"]["buckets"]} for name in facets},
        known=tuple(known[str(n)]["doc_count"] > 0 for n in range(segments)), documents=int(found["everything"]["doc_count"]),
    )
