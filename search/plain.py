"""Search without an index, while the engine does not answer: words in title and keywords, filters kept, newest first. Slow and plain, but an answer."""
from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from portfolio.models import Practice
from portfolio.queries import live_practices
from search.engines.base import Page
from search.query import CatalogueQuery, Tree

FIELDS = ("title", "short_title", "keywords")
PATHS = {
    "region": "places__municipality__region__slug", "district": "places__municipality__region__territory__parent_id",
    "kind": "kind", "status": "stage", "funding": "budget_lines__source", "national": "national_project__code",
    "municipality": "places__municipality_id",
}
COST = 10  # the query has thousand roubles × 10
FIRST_YEAR, LAST_YEAR = 1, 9_999  # those that a date can have


def plain_page(query: CatalogueQuery, tree: Tree) -> Page:
    """The page by SQL. Counts of facets, peer group, population and months need the index: their filters are left out, and no count is shown."""
    rows = newest_first(query, tree)
    total = rows.count()
    ids = tuple(rows.values_list("pk", flat=True)[query.offset:query.offset + query.size])
    return Page(ids=ids, total=total, complete=total, known=(True,) * len(tree.segments), documents=live_practices().count())


def newest_first(query: CatalogueQuery, tree: Tree) -> QuerySet[Practice]:
    """What is found, in the only order there is."""
    return matching(query, tree).order_by("-first_published_at", "-pk")


def matching(query: CatalogueQuery, tree: Tree) -> QuerySet[Practice]:
    """Live practices with every word (by its stem) and every filter that the tables can answer."""
    rows = live_practices()
    for segment in tree.segments:
        if not segment.weak:
            rows = rows.filter(any_of(segment.variants[0].stems))
    for variant in tree.excluded:
        rows = rows.exclude(any_of(variant.stems))
    keys = rows.filter(chosen(query)).annotate(works=ExtractYear(Coalesce(F("end"), F("start")))).filter(years(query)).values("pk")
    return live_practices().filter(pk__in=keys).exclude(pk__in=query.besides)


def any_of(stems: tuple[str, ...]) -> Q:
    """All stems in one of the fields. SQLite folds the case of Latin letters only, so a Russian word is asked with a capital too."""
    found = Q()
    for field in FIELDS:
        every = Q()
        for stem in stems:
            every &= Q(**{f"{field}__icontains": stem}) | Q(**{f"{field}__contains": stem.capitalize()}) | Q(**{f"{field}__contains": stem.upper()})
        found |= every
    return found


def chosen(query: CatalogueQuery) -> Q:
    """OR inside a facet, AND across."""
    found = Q()
    if codes := query.facets.get("sector"):
        found &= Q(sector__code__in=codes) | Q(sector__parent__code__in=codes) | Q(subsectors__code__in=codes)
    for name, path in PATHS.items():
        if values := query.facets.get(name):
            found &= Q(**{f"{path}__in": values})
    low, high = query.ranges.get("cost", (None, None))
    found &= Q(cost_krub__gte=low / COST) if low is not None else Q()
    return found & (Q(cost_krub__lte=high / COST) if high is not None else Q())


def years(query: CatalogueQuery) -> Q:
    """The year's facet and range."""
    found = Q(works__in=[int(year) for year in query.facets["year"]]) if query.facets.get("year") else Q()
    low, high = query.ranges.get("year", (None, None))
    if (low is not None and low > LAST_YEAR) or (high is not None and high < FIRST_YEAR):
        return Q(pk__in=())
    found &= Q(works__gte=max(low, FIRST_YEAR)) if low is not None else Q()
    return found & (Q(works__lte=min(high, LAST_YEAR)) if high is not None else Q())
