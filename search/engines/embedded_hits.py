"""Order of results in the embedded engine, which sorts by one number only: equal scores end in `pk` on every page, near places come in steps.

Equal scores that reach over the edge of a page are fetched whole, up to `MOST_EQUAL` of them; more keep the index's own order between pages.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tantivy

from search.engines.compile import Plan
from search.query import CatalogueQuery, Sort, Tree

MOST_EQUAL = 10_000  # results of one score put in order across pages
LOOK = 200  # results fetched first beyond the edge of a page
SLICE = 5_000  # results of one step of a walk
ORDERS: dict[Sort, tuple[str, tantivy.Order]] = {
    "newest": ("sort_newest", tantivy.Order.Desc),
    "cost": ("sort_cost", tantivy.Order.Asc),
    "title": ("sort_title", tantivy.Order.Asc),
    "share": ("sort_share", tantivy.Order.Desc),
    "adoptions": ("sort_adoptions", tantivy.Order.Desc),
}
Hit = tuple[float, int]  # score, pk


@dataclass(frozen=True)
class Hits:
    """Keys in order, with their scores where those order them, and how many there are in all."""

    ids: tuple[int, ...]
    total: int
    scores: tuple[float, ...] = ()


def found(result: tantivy.SearchResult) -> int:
    """How many documents answer; the package's type stub forgets the attribute."""
    return int(result.count)  # type: ignore[attr-defined]


def keys(searcher: tantivy.Searcher, result: tantivy.SearchResult) -> list[int]:
    """The hits' keys."""
    return [int(pk or 0) for pk in searcher.fast_field_values("pk", [address for _, address in result.hits])]


def order_of(query: CatalogueQuery, tree: Tree) -> Sort:
    """What orders the results: without words nothing is relevant but nearness."""
    return query.sort if query.sort != "relevance" or tree.segments else "newest"


def in_steps(query: CatalogueQuery, tree: Tree) -> bool:
    """Whether near places order the results, the newest first in each step."""
    return query.sort == "relevance" and not tree.segments and any(query.near)


def page_hits(searcher: tantivy.Searcher, plan: Plan) -> Hits:
    """The page asked for."""
    request = plan.request
    if in_steps(request, plan.tree):
        return steps_hits(searcher, plan)
    sort = order_of(request, plan.tree)
    if sort == "relevance":
        return score_hits(searcher, plan.query(), request.offset, request.size)
    return field_hits(searcher, plan.query(), sort, request.offset, request.size)


def field_hits(searcher: tantivy.Searcher, query: tantivy.Query, sort: Sort, offset: int, size: int) -> Hits:
    """By a sort number, which ends in `pk` itself."""
    field, order = ORDERS[sort]
    result = searcher.search(query, limit=size, offset=offset, order_by_field=field, order=order)
    return Hits(tuple(keys(searcher, result)), found(result))


def steps_hits(searcher: tantivy.Searcher, plan: Plan) -> Hits:
    """Each step by the newest, then what stands in none."""
    before, total, ids = 0, 0, list[int]()
    for number in range(len(plan.steps) + 1):
        start, wanted = max(plan.request.offset - before, 0), plan.request.size - len(ids)
        part = field_hits(searcher, plan.of_step(number), "newest", start, max(wanted, 1))
        ids += part.ids[:wanted]
        before += part.total
        total += part.total
    return Hits(tuple(ids), total)


def score_hits(searcher: tantivy.Searcher, query: tantivy.Query, offset: int, size: int) -> Hits:
    """By score, then `pk`, so that pages join without a gap or a double."""
    left, right = min(offset, 1), 1
    while True:
        first = offset - left
        result = searcher.search(query, limit=left + size + right, offset=first)
        scores = [float(score) for score, _ in result.hits]
        page = scores[left:left + size]
        if not page:
            return Hits((), found(result))
        more_before = left and first > 0 and scores[0] == page[0]
        more_after = len(scores) == left + size + right and scores[-1] == page[-1]
        if not more_before and not more_after:
            return ordered(searcher, result, left, size)
        if max(scores.count(page[0]), scores.count(page[-1])) > MOST_EQUAL:
            return within_page(searcher, query, offset, size)
        left, right = min(offset, max(LOOK, left * 8) if more_before else left), max(LOOK, right * 8) if more_after else right


def ordered(searcher: tantivy.Searcher, result: tantivy.SearchResult, left: int, size: int) -> Hits:
    """The page out of a wider stretch that holds every hit of its first and its last score."""
    hits = sorted(zip([-float(score) for score, _ in result.hits], keys(searcher, result), strict=True))[left:left + size]
    return Hits(tuple(pk for _, pk in hits), found(result), tuple(-score for score, _ in hits))


def within_page(searcher: tantivy.Searcher, query: tantivy.Query, offset: int, size: int) -> Hits:
    """The index's own order between pages, `pk` within one: nothing is shown twice, nothing is lost."""
    return ordered(searcher, searcher.search(query, limit=size, offset=offset), 0, size)


def walk(searcher: tantivy.Searcher, plan: Plan) -> Iterator[int]:
    """Every key in order."""
    if in_steps(plan.request, plan.tree):
        for number in range(len(plan.steps) + 1):
            yield from field_walk(searcher, plan.of_step(number), "newest")
        return
    sort = order_of(plan.request, plan.tree)
    yield from score_walk(searcher, plan.query()) if sort == "relevance" else field_walk(searcher, plan.query(), sort)


def field_walk(searcher: tantivy.Searcher, query: tantivy.Query, sort: Sort) -> Iterator[int]:
    """By a sort number, slice after slice of one searcher."""
    offset, ids = 0, (0,) * SLICE
    while len(ids) == SLICE:
        ids = field_hits(searcher, query, sort, offset, SLICE).ids
        yield from ids
        offset += SLICE


def score_walk(searcher: tantivy.Searcher, query: tantivy.Query) -> Iterator[int]:
    """By score, then `pk`: hits of one score are held back until the next score begins."""
    equal: list[Hit] = []
    for score, pk in score_slices(searcher, query):
        if equal and equal[0][0] != score:
            yield from sorted_keys(equal)
            equal = []
        equal.append((score, pk))
    yield from sorted_keys(equal)


def score_slices(searcher: tantivy.Searcher, query: tantivy.Query) -> Iterator[Hit]:
    """Scores with keys as the index gives them."""
    offset, size = 0, SLICE
    while size == SLICE:
        result = searcher.search(query, limit=SLICE, offset=offset)
        size = len(result.hits)
        yield from zip([float(score) for score, _ in result.hits], keys(searcher, result), strict=True)
        offset += SLICE


def sorted_keys(hits: Iterable[Hit]) -> list[int]:
    """Keys in ascending order."""
    return sorted(pk for _, pk in hits)
