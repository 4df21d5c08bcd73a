"""The back office of this room in Wagtail's admin."""
from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from portfolio.backoffice.editing import (
    PracticeCreate,
    PracticeDelete,
    PracticeEdit,
    PracticeRevert,
    PracticeUnpublish,
    PracticeWithdraw,
    PracticeWorkflowAction,
)
from portfolio.backoffice.listing import LIST_DISPLAY, PracticeFilterSet, PracticeIndex
from portfolio.backoffice.panels import EDITOR
from portfolio.models import Practice


class PracticeViewSet(SnippetViewSet):
    """Practices: list, editor, history, workflow, schedule."""

    model = Practice  # type: ignore[assignment]
    icon = "doc-full-inverse"
    menu_label = _("Practices")
    menu_name = "practices"
    menu_order = 150
    add_to_admin_menu = True
    admin_url_namespace = "practices"  # type: ignore[assignment]
    base_url_path = "practices"  # type: ignore[assignment]
    list_display = LIST_DISPLAY
    list_per_page = 50
    search_fields = ["title"]
    search_backend_name = None
    filterset_class = PracticeFilterSet
    list_export = PracticeIndex.list_export
    export_headings = PracticeIndex.export_headings
    export_filename = "practices"
    edit_handler = EDITOR
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = PracticeIndex
    add_view_class = PracticeCreate
    edit_view_class = PracticeEdit
    revisions_revert_view_class = PracticeRevert
    delete_view_class = PracticeDelete
    unpublish_view_class = PracticeUnpublish
    workflow_action_view_class = PracticeWorkflowAction

    def get_urlpatterns(self) -> list[Any]:
        """Wagtail's addresses and withdrawal."""
        withdraw = self.construct_view(PracticeWithdraw, edit_url_name=self.get_url_name("edit"), index_url_name=self.get_url_name("list"))
        return [*super().get_urlpatterns(), path("withdraw/<int:pk>/", withdraw, name="withdraw")]
