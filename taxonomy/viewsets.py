"""The taxonomy in the back office."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet, SnippetViewSetGroup

from taxonomy.forms import CodedForm, NationalProjectForm, SectorForm
from taxonomy.models import NationalProject, Sector, Tag
from taxonomy.queries import uses_of


def say_in_use(request: HttpRequest, count: int) -> None:
    """Why it stays, and what to do."""
    messages.error(request, _("It cannot be deleted: %(count)s records use it. Move them to another one first.") % {"count": count})


class DeleteUnused(DeleteView):
    """What is in use stays."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Back to the form with the reason."""
        if count := uses_of(self.object):
            say_in_use(request, count)
            return redirect(self.get_success_url())
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class CodedViewSet(SnippetViewSet):
    """Shared set-up: searched by the database's own words, deleted only while unused."""

    delete_view_class = DeleteUnused
    search_fields = ["name", "name_en", "code"]
    search_backend_name = None
    list_per_page = 100
    copy_view_enabled = False


class SectorViewSet(CodedViewSet):
    """Sectors on two levels."""

    model = Sector  # type: ignore[assignment]
    icon = "list-ul"
    list_display = ["name", "code", "parent", "name_en"]
    ordering = ["order", "code"]
    edit_handler = ObjectList([
        FieldPanel("parent"), FieldPanel("code"), FieldPanel("name"), FieldPanel("name_en"), FieldPanel("full_name"), FieldPanel("order"),
        FieldPanel("aliases", read_only=True), FieldPanel("absorb"),
    ], base_form_class=SectorForm)


class TagViewSet(CodedViewSet):
    """Cross-cutting themes."""

    model = Tag  # type: ignore[assignment]
    icon = "tag"
    list_display = ["name", "code", "name_en"]
    edit_handler = ObjectList([FieldPanel("code"), FieldPanel("name"), FieldPanel("name_en")], base_form_class=CodedForm)


class NationalProjectViewSet(CodedViewSet):
    """National projects by period."""

    model = NationalProject  # type: ignore[assignment]
    icon = "globe"
    list_display = ["name", "year_from", "year_to", "code"]
    edit_handler = ObjectList([
        FieldPanel("code"), FieldPanel("name"), FieldPanel("name_en"), FieldPanel("year_from"), FieldPanel("year_to"),
    ], base_form_class=NationalProjectForm)


class TaxonomyGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    items = (SectorViewSet, TagViewSet, NationalProjectViewSet)  # type: ignore[assignment]
    menu_label = gettext_lazy("Taxonomy")  # type: ignore[assignment]
    menu_icon = "list-ul"
    menu_order = 300  # type: ignore[assignment]
