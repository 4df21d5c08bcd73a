"""Choosing a municipality by what is typed: 2,600 names do not fit a list."""
from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from territories.models import Municipality
from territories.queries import find_municipalities

SHOWN = 50


class MunicipalityFilter(BaseFilterForm):
    """Name, region or OKTMO, slips of a letter tolerated."""

    q = forms.CharField(
        label=_("Municipality, region or OKTMO"), required=False, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def filter(self, objects: QuerySet[Municipality]) -> QuerySet[Municipality]:
        """The municipalities that may be meant."""
        if text := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, text
            objects = objects.filter(pk__in=[found.id for found in find_municipalities(text, limit=SHOWN)])
        return objects


class Municipalities:
    """Rows of the chooser with their region, in one query."""

    filter_form_class = MunicipalityFilter

    def get_object_list(self) -> QuerySet[Municipality]:
        """Municipalities that exist today."""
        return Municipality.objects.filter(valid_to__isnull=True).select_related("territory", "region__territory")

    @property
    def title_column(self) -> Any:
        """The name with its region: a dozen places share a name."""
        column = super().title_column  # type: ignore[misc]
        column.accessor = lambda row: f"{row} · {row.region}"
        return column


class MunicipalityChoose(Municipalities, ChooseView):  # type: ignore[misc]
    """The dialog."""


class MunicipalityResults(Municipalities, ChooseResultsView):  # type: ignore[misc]
    """The dialog's list alone."""


class MunicipalityChooser(ChooserViewSet):
    """Registered for the model, so that every panel of a municipality uses it."""

    model = Municipality  # type: ignore[assignment]
    choose_view_class = MunicipalityChoose
    choose_results_view_class = MunicipalityResults
    icon = "site"
    choose_one_text = _("Choose a municipality")  # type: ignore[assignment]
    choose_another_text = _("Choose another municipality")  # type: ignore[assignment]
    edit_item_text = _("Municipality")  # type: ignore[assignment]
    register_widget = True
    per_page = 20
