"""Reads the judged queries and says of each what came first."""
from __future__ import annotations

from dataclasses import dataclass

from portfolio.models import Practice
from search.find import find
from search.query import CatalogueQuery
from search.vocabulary import vocabulary


@dataclass(frozen=True)
class Judged:
    """A query with the sectors that may come first (any of them), their second levels, and what must not."""

    query: str
    sectors: frozenset[str]
    codes: frozenset[str]
    must_not: frozenset[str]

    @classmethod
    def read(cls, row: dict[str, str]) -> Judged:
        """A line of the file."""
        lists = (frozenset(filter(None, row[name].split(","))) for name in ("expected_sector", "expected_codes", "must_not"))
        return cls(row["query"], *lists)


@dataclass(frozen=True)
class Verdict:
    """What came first."""

    query: str
    first: str
    sector_first: bool
    forbidden_first: bool


def judge(one: Judged) -> Verdict:
    """Search as the catalogue does and look at the first result."""
    found = find(CatalogueQuery(one.query), vocabulary())
    row = Practice.objects.select_related("sector").get(pk=found.page.ids[0]) if found.page.ids else None
    codes = {row.sector.code, *row.subsectors.values_list("code", flat=True)} if row else set()
    return Verdict(one.query, str(row), bool(row) and row.sector.code in one.sectors, bool(codes & one.must_not))
