"""The editors' list: filters and search by ORM, the same number of queries at any length."""
from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import IndexView

from portfolio.models import Practice
from portfolio.querysets import PracticeQuerySet
from portfolio.states import State
from taxonomy.models import Sector
from territories.models import Region

IMPORTS = "/desk/imports/"
"""The desk of imports is a screen of `website`, above this room: an address, not an import."""


class PracticeFilterSet(WagtailFilterSet):
    """Sector, region of any place, state."""

    sector = django_filters.ModelChoiceFilter(label=_("Sector"), queryset=Sector.objects.filter(parent__isnull=True))
    region = django_filters.ModelChoiceFilter(label=_("Region"), method="in_region", queryset=Region.objects.select_related("territory"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)

    class Meta:
        model = Practice
        fields: list[str] = []

    def in_region(self, queryset: PracticeQuerySet, name: str, value: Region) -> PracticeQuerySet:
        """Practices with a place in the region."""
        return queryset.in_region(value.pk)


class StateColumn(Column):
    """The state in words."""

    def get_value(self, instance: Any) -> str:
        """Label of the annotated state."""
        return str(State(instance.state).label)


class PracticeIndex(IndexView):
    """The list. Wagtail's own search is left out: on SQLite its cost grows with the square of the rows."""

    search_fields = ["title"]  # type: ignore[assignment]
    search_backend_name = None  # type: ignore[assignment]
    default_ordering = "-number"  # type: ignore[assignment]
    list_export = ["code", "title", "sector", "main_place", "main_region", "kind", "stage", "state", "start", "end", "cost_krub"]
    export_headings = {"code": _("Number"), "main_place": _("Municipality"), "main_region": _("Region"), "state": _("State")}

    def get_base_queryset(self) -> PracticeQuerySet:
        """Rows with all that the columns and the export show."""
        return Practice.objects.select_related("sector").with_state().with_main_place()

    def search_queryset(self, queryset: QuerySet[Practice]) -> QuerySet[Practice]:
        """Title, number, municipality."""
        assert isinstance(queryset, PracticeQuerySet)
        return queryset.matching(self.search_query) if self.is_searching else queryset

    @cached_property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        """A new practice, and the way to the imports."""
        return [*super().header_buttons, HeaderButton(_("Import from a spreadsheet"), url=IMPORTS, icon_name="upload")]


LIST_DISPLAY = [
    "title", Column("code", label=_("Number"), sort_key="number"), Column("main_place", label=_("Municipality"), sort_key="main_place"),
    Column("sector", label=_("Sector"), sort_key="sector__order"), StateColumn("state", label=_("State"), sort_key="state"), UpdatedAtColumn(),
]
