"""Synonym rules in Wagtail's admin."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from search.forms import SynonymRuleForm
from search.models import SynonymRule


class SynonymRuleViewSet(SnippetViewSet):
    """List, form, preview of what a rule finds. A changed rule works from the next search on."""

    model = SynonymRule  # type: ignore[assignment]
    icon = "search"
    menu_label = _("Synonyms")
    menu_order = 310
    add_to_admin_menu = True
    admin_url_namespace = "synonyms"  # type: ignore[assignment]
    base_url_path = "synonyms"  # type: ignore[assignment]
    list_display = ["term", "synonyms_line", "kind", "sector", "is_active"]
    list_filter = ["kind", "sector", "is_active"]
    search_fields = ["term"]
    search_backend_name = None
    list_per_page = 100
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("term"), FieldPanel("synonyms"), FieldPanel("kind"), FieldPanel("sector"), FieldPanel("is_active")], base_form_class=SynonymRuleForm,
    )
