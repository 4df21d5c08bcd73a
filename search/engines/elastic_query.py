"""The tree as Elasticsearch's query objects: the same clauses with the same weights as `compile` makes for tantivy. No query string is ever sent."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from elasticsearch.dsl import Q
from elasticsearch.dsl.function import SF
from elasticsearch.dsl.query import Bool, ConstantScore, DisMax, FunctionScore, MatchAll, MatchPhrase, Query, Range, Term, Terms

from search.engines.weights import COMPLETE, NEAR, TIE
from search.query import CatalogueQuery, Segment, Tree, Variant
from search.rules.weight import WEIGHTS
from search.schema import FULL, RANGES, TEXTS

PLAIN = "forms"  # an analyser that only splits at spaces and lowers: stems must not be stemmed again


class ElasticPlan:
    """One request: its words, filters and their combinations."""

    def __init__(self, request: CatalogueQuery, tree: Tree) -> None:
        self.request, self.tree = request, tree

    def words(self) -> Query:
        """What is scored, and what is denied."""
        denied = [self._variant(variant) for variant in self.tree.excluded]
        if self.request.besides:
            denied.append(Terms(pk=list(self.request.besides)))
        gains = [ConstantScore(filter=self.every, boost=COMPLETE)] if len(self.segments) > 1 else []
        gains += [
            ConstantScore(filter=Terms(municipality=list(step)), boost=gain) for step, gain in zip(self.request.near, NEAR, strict=False) if step
        ]
        must: Query = weighed(self._any) if self.segments else MatchAll()
        among = [Terms(pk=list(self.request.among))] if self.request.among else []
        return Bool(must=[must], should=gains, must_not=denied, filter=among) if denied or gains or among else must

    def filters(self, without: str = "") -> list[Query]:
        """One clause per facet and range but those of one name; none counts for the score."""
        facets: list[Query] = [Q("terms", **{name: list(values)}) for name, values in self.request.facets.items() if name != without]
        ranges = [Range(**{RANGES[name]: bounds(low, high)}) for name, (low, high) in self.request.ranges.items() if name != without]
        return [*facets, *ranges]

    @cached_property
    def segments(self) -> list[tuple[Segment, Query]]:
        """Each segment with its query."""
        return [(segment, self._segment(segment)) for segment in self.tree.segments]

    @cached_property
    def every(self) -> Query:
        """All segments but the weak ones (all of them if there are no others)."""
        strong = [query for segment, query in self.segments if not segment.weak]
        return Bool(must=strong or [query for _, query in self.segments])

    @cached_property
    def _any(self) -> Query:
        if len(self.segments) == 1:
            return self.segments[0][1]
        must = [query for segment, query in self.segments if segment.strict]
        should = [query for segment, query in self.segments if not segment.strict]
        return Bool(must=must, should=should, minimum_should_match=0 if must else 1)

    def _segment(self, segment: Segment) -> Query:
        variants = [self._variant(variant) for variant in segment.variants]
        return variants[0] if len(variants) == 1 else DisMax(queries=variants, tie_breaker=0.0)

    def _variant(self, variant: Variant) -> Query:
        weight = variant.weight
        if len(variant.stems) == 1:
            return word(variant.forms[0], variant.stems[0], weight)
        if variant.loose:
            return Bool(must=[word(form, stem, weight) for form, stem in zip(variant.forms, variant.stems, strict=True)])
        text = " ".join(variant.stems)
        phrases = [
            MatchPhrase(**{field.name: {"query": text, "analyzer": PLAIN, "boost": field.boost * weight}}) for field in TEXTS if field.kind == "stemmed"
        ]
        return DisMax(queries=phrases, tie_breaker=TIE)


def weighed(words: Query) -> Query:
    """The score of the words times the document's weight."""
    lower = [SF({"filter": Term(weight=weight), "weight": weight / FULL}) for weight in WEIGHTS if weight != FULL]
    return FunctionScore(query=words, functions=lower, score_mode="first", boost_mode="multiply")


def word(form: str, stem: str, weight: float) -> Query:
    """A word in every text field, by its stem or its exact form."""
    terms = [Term(**{f.name: {"value": stem if f.kind == "stemmed" else form, "boost": f.boost * weight}}) for f in TEXTS]
    return DisMax(queries=terms, tie_breaker=TIE)


def stands(stems: tuple[str, ...]) -> Query:
    """Documents that have each of the stems in some field."""
    return Bool(filter=[Bool(should=[Term(**{f.name: stem}) for f in TEXTS if f.kind == "stemmed"], minimum_should_match=1) for stem in stems])


def bounds(low: int | None, high: int | None) -> dict[str, Any]:
    """Inclusive ends; an open one is absent."""
    return {name: value for name, value in (("gte", low), ("lte", high)) if value is not None}
