"""Programmes and intakes in the back office."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from school.backoffice import DeleteUnused, IntakeForm, LockedEdit, ProgrammeForm
from school.models import Intake, Programme


class ProgrammeViewSet(SnippetViewSet):
    """Programmes."""

    model = Programme  # type: ignore[assignment]
    icon = "form"
    list_display = ["title", "code", "kind", "hours_total", "public"]
    list_filter = ["kind", "public"]
    search_fields = ["title", "title_en", "code"]
    search_backend_name = None
    copy_view_enabled = False
    delete_view_class = DeleteUnused
    edit_handler = ObjectList([
        FieldPanel("code"), FieldPanel("title"), FieldPanel("title_en"), FieldPanel("kind"), FieldPanel("organiser"), FieldPanel("purpose"),
        FieldPanel("hours_total"), FieldPanel("public"),
    ], base_form_class=ProgrammeForm)


class IntakeViewSet(SnippetViewSet):
    """Intakes with their regions and streams."""

    model = Intake  # type: ignore[assignment]
    icon = "group"
    list_display = ["__str__", "state", "starts", "ends", "places"]
    list_filter = ["programme", "state"]
    search_fields = ["label", "label_en", "programme__title"]
    search_backend_name = None
    copy_view_enabled = False
    delete_view_class = DeleteUnused
    edit_view_class = LockedEdit
    edit_handler = ObjectList([
        FieldPanel("programme"), FieldPanel("number"), FieldPanel("label"), FieldPanel("label_en"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]), FieldPanel("places")], heading=_("Days and places")),
        InlinePanel("streams", heading=_("Streams"), label=_("Stream"), panels=[
            FieldRowPanel([FieldPanel("number"), FieldPanel("capacity")]), FieldPanel("title"), FieldPanel("title_en"),
            FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        ]),
        InlinePanel("region_rows", heading=_("Regions"), label=_("Region"), panels=[FieldPanel("region")]),
    ], base_form_class=IntakeForm)


class SchoolGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    items = (ProgrammeViewSet, IntakeViewSet)  # type: ignore[assignment]
    menu_label = _("School")  # type: ignore[assignment]
    menu_icon = "group"
    menu_order = 160  # type: ignore[assignment]
