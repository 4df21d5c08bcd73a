"""Mail domains in the back office: whose mail proves where somebody works."""
from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from territories.forms import MunicipalityField
from territories.models import MailDomain, Municipality, Region
from territories.queries.registration import public_hosts
from territories.rules.mail_domains import is_public, plain


class MailDomainForm(WagtailAdminModelForm):
    """A domain and either a region or a municipality; a public mail service proves nothing and is refused."""

    region = forms.ModelChoiceField(Region.objects.select_related("territory"), label=_("Region"), required=False, help_text=_(
        "For a domain that all municipalities of the region share."
    ))
    municipality = MunicipalityField(label=_("Municipality"), required=False, help_text=_("Name, region or OKTMO: Dzerzhinsk, Nizhny Novgorod Oblast"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["municipality"] = Municipality.objects.filter(pk=self.instance.territory_id).first()
            self.initial["region"] = self.instance.territory_id

    def clean_domain(self) -> str:
        """As it is compared; not a public one."""
        domain = plain(self.cleaned_data["domain"].rpartition("@")[2])
        if not domain:
            raise ValidationError(_("This is no mail domain. Write what stands after @: tula.gov.example"))
        if is_public(domain, public_hosts()):
            raise ValidationError(_("Anybody may have an address at this service, so it proves nothing. Leave such people to the coordinator."))
        return domain

    def clean(self) -> dict[str, Any]:
        """One place."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        region, municipality = data.get("region"), data.get("municipality")
        if "municipality" not in self.errors and (region is None) == (municipality is None):
            raise ValidationError(_("Choose either a region or a municipality."))
        if place := municipality or region:
            self.instance.territory = place.territory
        return data


class MailDomainViewSet(SnippetViewSet):
    """The table."""

    model = MailDomain  # type: ignore[assignment]
    icon = "mail"
    menu_label = _("Mail domains")
    list_display = ["domain", "territory", "note"]
    edit_handler = ObjectList(
        [FieldPanel("domain"), FieldPanel("region"), FieldPanel("municipality"), FieldPanel("note")], base_form_class=MailDomainForm,
    )
    search_fields = ["domain", "territory__name", "note"]
    search_backend_name = None
    copy_view_enabled = False
    add_to_admin_menu = True
    menu_order = 320
