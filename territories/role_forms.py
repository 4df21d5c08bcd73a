"""The form that gives somebody a role in a territory."""
from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from territories.forms import MunicipalityField
from territories.models import TERRITORIAL_ROLES, Region, Territory


def day(label: Any, help_text: Any = "", required: bool = True) -> forms.DateField:
    """A date as its browser asks for it."""
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "in in-s", "type": "date"}),
    )


class TerritoryRoleForm(forms.Form):
    """Who, which role, where, from when; either a region or a municipality."""

    email = forms.EmailField(
        label=_("E-mail of the user"), widget=forms.EmailInput(attrs={"class": "in in-m"}),
        help_text=_("Somebody who has an account here: ivanova@example.org"),
    )
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in TERRITORIAL_ROLES], widget=forms.Select(attrs={"class": "in in-m"}))
    region = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.none(), required=False, empty_label="—", widget=forms.Select(attrs={"class": "in in-m"}),
        help_text=_("A role in a region holds in all its municipalities."),
    )
    municipality = MunicipalityField(
        label=_("or a municipality"), required=False, help_text=_("Name, region or OKTMO: Dzerzhinsk, Nizhny Novgorod Oblast"),
    )
    since = day(_("Holds from"))
    until = day(_("Holds no longer from"), _("Leave it blank if no end is known."), required=False)
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        assert isinstance(region, forms.ModelChoiceField)
        region.queryset = Region.objects.select_related("territory")
        self.fields["municipality"].widget.widgets[0].attrs["class"] = "in in-m"
        self.fields["since"].initial = timezone.localdate()

    def clean_email(self) -> User:
        """The active account of this address."""
        user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if user is None:
            raise ValidationError(_("There is no active account with this address. Invite the person first."))
        return user

    def clean(self) -> dict[str, Any]:
        """Exactly one place, and an end after the beginning."""
        data = super().clean() or self.cleaned_data
        if not self.errors.get("municipality") and bool(data.get("region")) == bool(data.get("municipality")):
            self.add_error("region", _("Choose either a region or a municipality."))
        since, until = data.get("since"), data.get("until")
        if since and until and until <= since:
            self.add_error("until", _("The end must be later than the beginning."))
        return data

    def territory(self) -> Territory:
        """Where, of a valid form."""
        place = self.cleaned_data["region"] or self.cleaned_data["municipality"]
        territory: Territory = place.territory
        return territory

    def chosen_role(self) -> Role:
        """Which, of a valid form."""
        return Role(self.cleaned_data["role"])
