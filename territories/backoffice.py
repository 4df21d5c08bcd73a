"""Peer groups in the back office: their titles, and municipalities put into a group by hand."""
from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import DeleteView, EditView, SnippetViewSet, SnippetViewSetGroup

from territories.actions.lift_override import lift_override
from territories.actions.load_reference import touch_reference
from territories.actions.override_group import override_group
from territories.forms import MunicipalityField
from territories.models import Basis, Membership, PeerGroup


class OverrideForm(WagtailAdminModelForm):
    """Which municipality, which group, from which year, and why. The municipality and the year stay once written."""

    municipality = MunicipalityField(label=_("municipality"), help_text=_("Name, region or OKTMO: Dzerzhinsk, Nizhny Novgorod Oblast"))
    note = forms.CharField(
        label=_("reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why the rule is wrong here; shown on the page of the municipality."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["municipality"] = self.instance.municipality
            for name in ("municipality", "year"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """One override a year."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        place, year = data.get("municipality"), data.get("year")
        if not self.instance.pk and place and year and Membership.objects.filter(municipality=place, year=year, basis=Basis.MANUAL).exists():
            raise ValidationError(_("This municipality already has a group by hand in this year. Change that one."))
        self.instance.basis = Basis.MANUAL
        return data

    def save(self, commit: bool = True) -> Membership:
        """By the action, which asks for the right again."""
        data = self.cleaned_data
        assert self.for_user is not None
        return override_group(data["municipality"], data["group"], data["year"], data["note"], self.for_user, timezone.now())


class OnlyByHand:
    """Rows of the rule have no address here."""

    def get_object(self, queryset: Any = None) -> Membership:
        """The row, or 404."""
        row: Membership = super().get_object(queryset)  # type: ignore[misc]
        if row.basis != Basis.MANUAL:
            raise Http404
        return row


class EditOverride(OnlyByHand, EditView):
    """Editing, for rows by hand."""


class LiftOverride(OnlyByHand, DeleteView):
    """Deleting is the action that gives the municipality back to the rule."""

    def delete_action(self) -> None:
        """By the action."""
        by = self.request.user
        assert by.is_authenticated  # nobody else passes the admin's door
        lift_override(self.object, by, timezone.now())


class OverrideViewSet(SnippetViewSet):
    """Memberships by hand; those of the rule are not shown."""

    model = Membership  # type: ignore[assignment]
    icon = "user"
    menu_label = _("Groups by hand")
    list_display = ["municipality", "group", "year", "note"]
    edit_handler = ObjectList([FieldPanel("municipality"), FieldPanel("group"), FieldPanel("year"), FieldPanel("note")], base_form_class=OverrideForm)
    edit_view_class = EditOverride
    delete_view_class = LiftOverride
    copy_view_enabled = False
    search_fields = ["municipality__territory__name", "note"]
    search_backend_name = None

    def get_queryset(self, request: Any) -> QuerySet[Membership]:
        """Only those by hand."""
        return Membership.objects.filter(basis=Basis.MANUAL).select_related("municipality__territory", "group")


class PeerGroupForm(WagtailAdminModelForm):
    """Titles only; the codes are those of the rule."""

    def save(self, commit: bool = True) -> PeerGroup:
        """Save and let cached titles go."""
        group: PeerGroup = super().save(commit)
        touch_reference()
        return group


class PeerGroupViewSet(SnippetViewSet):
    """The titles of the groups."""

    model = PeerGroup  # type: ignore[assignment]
    icon = "group"
    list_display = ["title", "code", "title_en"]
    edit_handler = ObjectList([FieldPanel("title"), FieldPanel("title_en")], base_form_class=PeerGroupForm)
    copy_view_enabled = False


class TerritoriesGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    items = (OverrideViewSet, PeerGroupViewSet)  # type: ignore[assignment]
    menu_label = _("Peer groups")  # type: ignore[assignment]
    menu_icon = "group"
    menu_order = 310  # type: ignore[assignment]
