"""The tree as tantivy's query objects. Nothing typed by a person reaches a parser."""
from __future__ import annotations

from functools import cached_property

from tantivy import FieldType, Occur, Query, Schema

from search.engines.weights import COMPLETE, NEAR, TIE
from search.query import CatalogueQuery, Segment, Tree, Variant
from search.schema import FULL, RANGES, TEXTS


class Plan:
    """One request: its words, filters and their combinations; `weights` are those that documents of the index have."""

    def __init__(self, schema: Schema, request: CatalogueQuery, tree: Tree, weights: tuple[int, ...] = (FULL,)) -> None:
        self.schema, self.request, self.tree, self.weights = schema, request, tree, weights

    def query(self, without: str = "") -> Query:
        """Words and filters; without those of one facet when its own counts are asked."""
        return self._joined([(Occur.Must, self.words)] if self.tree.segments else [], without)

    def complete(self) -> Query:
        """Documents that have every word."""
        return self._joined([(Occur.Must, self.every)])

    def _joined(self, clauses: list[tuple[Occur, Query]], without: str = "") -> Query:
        clauses = [*clauses, *self.filters(without)]
        denied = [(Occur.MustNot, self._variant(variant)) for variant in self.tree.excluded]
        if self.request.besides:
            denied.append((Occur.MustNot, Query.term_set_query(self.schema, "pk", list(self.request.besides))))
        if not clauses:
            clauses = [(Occur.Must, Query.all_query())]
        return Query.boolean_query([*clauses, *denied]) if len(clauses) + len(denied) > 1 else clauses[0][1]

    def filters(self, without: str = "") -> list[tuple[Occur, Query]]:
        """One clause per facet and range, none of which counts for the score."""
        out = [Query.term_set_query(self.schema, name, list(values)) for name, values in self.request.facets.items() if name != without]
        for name, (low, high) in self.request.ranges.items():
            if name != without:
                out.append(Query.range_query(self.schema, RANGES[name], FieldType.Integer, low, high))
        if self.request.among:
            out.append(Query.term_set_query(self.schema, "pk", list(self.request.among)))
        return [(Occur.Must, Query.const_score_query(query, 0.0)) for query in out]

    @cached_property
    def segments(self) -> list[tuple[Segment, Query]]:
        """Each segment with its query."""
        return [(segment, self._segment(segment)) for segment in self.tree.segments]

    @cached_property
    def every(self) -> Query:
        """All segments but the weak ones (all of them if there are no others)."""
        strong = [(Occur.Must, query) for segment, query in self.segments if not segment.weak]
        return Query.boolean_query(strong or [(Occur.Must, query) for _, query in self.segments])

    @cached_property
    def words(self) -> Query:
        """Any word, by weight; those with all words and those of near places gain; phrases in quotes must be there."""
        gains = [Query.const_score_query(self.every, COMPLETE)] if len(self.segments) > 1 else []
        gains += [Query.const_score_query(places, gain) for places, gain in zip(self.steps, NEAR, strict=False)]
        words = self._weighed(self._any)
        return Query.boolean_query([(Occur.Must, words), *((Occur.Should, gain) for gain in gains)]) if gains else words

    @cached_property
    def steps(self) -> list[Query]:
        """Documents by the step of the places like the reader's; an empty step finds none."""
        return [Query.term_set_query(self.schema, "municipality", list(step)) if step else Query.empty_query() for step in self.request.near[:len(NEAR)]]

    @cached_property
    def _any(self) -> Query:
        if len(self.segments) == 1:
            return self.segments[0][1]
        return Query.boolean_query([(Occur.Must if segment.strict else Occur.Should, query) for segment, query in self.segments])

    def _weighed(self, words: Query) -> Query:
        """The words once per weight, for there is no product of a score and a field; nothing is paid while all weigh the same."""
        if self.weights == (FULL,):
            return words
        parts = [(self._of_weight(words, weight), weight) for weight in self.weights]
        return Query.boolean_query([(Occur.Should, part if weight == FULL else Query.boost_query(part, weight / FULL)) for part, weight in parts])

    def _of_weight(self, words: Query, weight: int) -> Query:
        of_weight = Query.const_score_query(Query.term_query(self.schema, "weight", weight), 0.0)
        return Query.boolean_query([(Occur.Must, words), (Occur.Must, of_weight)])

    def of_step(self, number: int) -> Query:
        """What is found in one step and in none before it; the number after the last step: in none at all. None of it counts for the score."""
        taken = [(Occur.MustNot, step) for step in self.steps[:number]]
        here = [(Occur.Must, Query.const_score_query(step, 0.0)) for step in self.steps[number:number + 1]]
        return Query.boolean_query([(Occur.Must, self.query()), *here, *taken])

    def _segment(self, segment: Segment) -> Query:
        variants = [self._variant(variant) for variant in segment.variants]
        return variants[0] if len(variants) == 1 else Query.disjunction_max_query(variants, 0.0)

    def _variant(self, variant: Variant) -> Query:
        if len(variant.stems) == 1:
            query = self._word(variant.forms[0], variant.stems[0])
        elif variant.loose:
            query = Query.boolean_query([(Occur.Must, self._word(form, stem)) for form, stem in zip(variant.forms, variant.stems, strict=True)])
        else:
            query = Query.disjunction_max_query(
                [Query.boost_query(Query.phrase_query(self.schema, f.name, list(variant.stems)), f.boost) for f in TEXTS if f.kind == "stemmed"], TIE,
            )
        return query if variant.weight == 1 else Query.boost_query(query, variant.weight)

    def _word(self, form: str, stem: str) -> Query:
        terms = [(field, Query.term_query(self.schema, field.name, stem if field.kind == "stemmed" else form)) for field in TEXTS]
        return Query.disjunction_max_query([Query.boost_query(query, field.boost) for field, query in terms], TIE)
