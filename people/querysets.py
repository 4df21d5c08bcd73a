"""Rows as they are asked for; below the models."""
from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

if TYPE_CHECKING:
    from people.models import Merge, Person  # noqa: F401


class PersonQuerySet(QuerySet["Person"]):
    """People."""

    def current(self) -> PersonQuerySet:
        """Without shadows of merged rows and without those whose data was erased."""
        return self.filter(merged_into__isnull=True, anonymised_at__isnull=True)


class MergeQuerySet(QuerySet["Merge"]):
    """Merges."""

    def open(self, at: datetime) -> MergeQuerySet:
        """Those that can be undone at that instant."""
        return self.filter(undone_at__isnull=True, closed_at__isnull=True, undo_until__gte=at)
