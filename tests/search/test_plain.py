"""The search without an index: whatever the address says, SQL has an answer."""
from __future__ import annotations

from datetime import date

import pytest

from search.plain import plain_page
from search.query import CatalogueQuery, Tree
from tests.factories.portfolio import live

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("low", "high", "total"), [
    (0, None, 1), (None, 0, 0), (10_000, None, 0), (None, 10_000, 1), (0, 1_000_000_000, 1), (1_000_000_000, None, 0), (2024, 2024, 1), (9_999, None, 0),
])
def test_years_that_no_date_has_are_no_error(low, high, total):
    live(start=date(2023, 9, 1), end=date(2024, 5, 1))
    assert plain_page(CatalogueQuery(ranges={"year": (low, high)}), Tree()).total == total
