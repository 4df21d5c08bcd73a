"""Drafts of consents in the Wagtail admin; a version is made at the desk of data protection, by somebody else."""
from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from accounts.actions.draft_consent import draft_consent
from accounts.models import ConsentType


class ConsentForm(WagtailAdminModelForm):
    """The code stands in addresses and in rules: it is chosen once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True


class Signed:
    """Who wrote the draft is kept with it: they cannot publish it."""

    form: Any
    request: Any

    def save_instance(self) -> ConsentType:
        """Save by the action."""
        return draft_consent(self.form.save(commit=False), self.request.user, timezone.now())


class ConsentCreate(Signed, CreateView):
    """A new consent."""


class ConsentEdit(Signed, EditView):
    """The draft of the next version."""


def both(name: str) -> list[FieldPanel]:
    """Russian and English beside each other."""
    return [FieldPanel(name), FieldPanel(f"{name}_en")]


class ConsentViewSet(SnippetViewSet):
    """Written here, published at the desk, never deleted."""

    model = ConsentType  # type: ignore[assignment]
    icon = "clipboard-list"
    menu_label = gettext_lazy("Consents")
    menu_order = 330
    add_to_admin_menu = True
    admin_url_namespace = "consent_drafts"  # type: ignore[assignment]
    base_url_path = "consents"  # type: ignore[assignment]
    list_display = ["__str__", "code", "kind", "is_offered", "changed_at"]
    copy_view_enabled = False
    add_view_class = ConsentCreate
    edit_view_class = ConsentEdit
    search_backend_name = None
    search_fields = ["title", "code"]
    edit_handler = ObjectList([
        HelpPanel(template="accounts/admin/consent_help.html"),
        MultiFieldPanel([FieldPanel(name) for name in ("code", "kind", "order", "is_offered", "is_sample")], heading=gettext_lazy("Set-up")),
        MultiFieldPanel([*both("title"), *both("text"), *both("follows")], heading=gettext_lazy("Wording")),
        MultiFieldPanel([*both("operator"), *both("categories"), *both("actions"), *both("term"), *both("channel")], heading=gettext_lazy("Operator, data, term")),
    ], base_form_class=ConsentForm)
