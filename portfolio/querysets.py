"""Querysets of practices."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Aggregate, Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, JSONObject

from portfolio.states import State

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from portfolio.models import Practice  # noqa: F401


class JSONRows(Aggregate):
    """Rows gathered into one JSON list by the database."""

    function = "JSON_GROUP_ARRAY"
    output_field = models.JSONField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, Any]:
        """PostgreSQL's name of it."""
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


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

    def with_labels(self) -> PracticeQuerySet:
        """Adds `subsector_rows`, `tag_rows` and `budget_rows` as JSON, in the same query."""
        from portfolio.models.rows import PracticeBudgetLine

        money = PracticeBudgetLine.objects.filter(practice_id=OuterRef("pk")).order_by().values("practice_id")
        second = self.model.subsectors.through.objects.filter(practice_id=OuterRef("pk")).values("practice_id")
        tags = self.model.tags.through.objects.filter(practice_id=OuterRef("pk")).values("practice_id")
        return self.annotate(
            subsector_rows=Subquery(second.annotate(
                rows=JSONRows(JSONObject(order="sector__order", code="sector__code", name="sector__name", name_en="sector__name_en"))
            ).values("rows")),
            budget_rows=Subquery(money.annotate(
                rows=JSONRows(JSONObject(order="sort_order", key="pk", source="source", year="year", purpose="purpose", amount="amount_krub"))
            ).values("rows")),
            tag_rows=Subquery(tags.annotate(rows=JSONRows(JSONObject(code="tag__code", name="tag__name", name_en="tag__name_en"))).values("rows")),
        )

    def in_region(self, region_id: int) -> PracticeQuerySet:
        """With at least one place in the region."""
        return self.filter(pk__in=self._places().filter(municipality__region_id=region_id).values("practice_id"))

    def in_municipality(self, municipality_id: int) -> PracticeQuerySet:
        """With a place in the municipality."""
        return self.filter(pk__in=self._places().filter(municipality_id=municipality_id).values("practice_id"))

    def with_state(self) -> PracticeQuerySet:
        """Adds `state`, a value of `portfolio.states.State`, without a query per row."""
        from wagtail.models import Revision

        kind = self.model.get_content_type()
        due = Revision.objects.filter(content_type=kind, object_id=Cast(OuterRef("pk"), models.CharField()), approved_go_live_at__isnull=False)
        return self.annotate(state=Case(
            When(withdrawn_at__isnull=False, then=Value(State.WITHDRAWN)), When(Exists(due), then=Value(State.SCHEDULED)),
            When(live=True, has_unpublished_changes=True, then=Value(State.CHANGED)), When(live=True, then=Value(State.LIVE)),
            When(expired=True, then=Value(State.EXPIRED)), When(refusal=[], then=Value(State.DRAFT)),
            default=Value(State.REFUSED), output_field=models.CharField(),
        ))

    def with_main_place(self) -> PracticeQuerySet:
        """Adds `main_place` and `main_region`: names of the first municipality and its region."""
        first = self._places().filter(practice=OuterRef("pk")).order_by("sort_order", "pk")
        return self.annotate(
            main_place=Subquery(first.values("municipality__territory__name")[:1]),
            main_region=Subquery(first.values("municipality__region__territory__name")[:1]),
        )

    def matching(self, text: str) -> PracticeQuerySet:
        """Those whose title or municipality holds the text, or whose number it is. Letters match in the usual cases: SQLite folds Latin only."""
        words = {text, text.lower(), text.upper(), text.capitalize(), text.title()}
        title, place = Q(), Q()
        for word in words:
            title |= Q(title__icontains=word)
            place |= Q(municipality__territory__name__icontains=word)
        found = title | Q(pk__in=self._places().filter(place).values("practice_id"))
        if number := re.fullmatch(r"(?:(?:SM|СМ)-)?(?:\d{4}-)?0*(\d{1,9})", text.strip(), re.IGNORECASE):
            found |= Q(number=int(number[1]))
        return self.filter(found)

    def _places(self) -> models.QuerySet[models.Model]:
        """Places with the names that are shown beside them."""
        from portfolio.models.rows import PracticePlace

        rows: models.QuerySet[models.Model] = PracticePlace.objects.select_related("municipality__territory", "municipality__region__territory")
        return rows
