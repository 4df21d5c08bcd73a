"""Querysets of practices."""
from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from portfolio.models import Practice  # noqa: F401


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Practices, narrowed by what strangers may see and where they are."""

    def live(self) -> PracticeQuerySet:
        """What strangers may read."""
        return self.filter(live=True)

    def with_rows(self) -> PracticeQuerySet:
        """All a reader of the whole practice needs, in six queries at any number of practices."""
        return self.select_related("sector", "sector__parent", "national_project").prefetch_related(
            "indicators", "budget_lines", "subsectors", "tags",
            models.Prefetch("places", queryset=self._places()),
        )

    def in_region(self, region_id: int) -> PracticeQuerySet:
        """With at least one place in the region."""
        return self.filter(pk__in=self._places().filter(municipality__region_id=region_id).values("practice_id"))

    def in_municipality(self, municipality_id: int) -> PracticeQuerySet:
        """With a place in the municipality."""
        return self.filter(pk__in=self._places().filter(municipality_id=municipality_id).values("practice_id"))

    def _places(self) -> models.QuerySet[models.Model]:
        """Places with the names that are shown beside them."""
        from portfolio.models.rows import PracticePlace

        rows: models.QuerySet[models.Model] = PracticePlace.objects.select_related("municipality__territory", "municipality__region__territory")
        return rows
