"""Forms of registration."""
from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from territories.forms import MunicipalityField
from territories.models import RegistrationRequest


class JoinForm(forms.Form):
    """Who registers, and for which municipality. It never says whether an address has an account."""

    name = forms.CharField(label=_("First name and surname"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label=_("Work address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    municipality = MunicipalityField(label=_("Municipality"))
    password = forms.CharField(
        label=_("Password"), max_length=128, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
    )

    def clean(self) -> dict[str, Any]:
        """The password is measured beside the name and the address."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("password"):
            try:
                validate_password(data["password"], User(email=data.get("email", ""), name=data.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class ConfirmForm(forms.Form):
    """That whoever reads the letter is whoever registered."""

    password = forms.CharField(
        label=_("Password"), max_length=128, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}, render_value=False),
    )


class AskAgainForm(forms.Form):
    """Another municipality, by somebody signed in."""

    municipality = MunicipalityField(label=_("Municipality"))


class DecideForm(forms.Form):
    """Yes, or no with a reason."""

    act = forms.ChoiceField(choices=[("approve", "approve"), ("decline", "decline")])
    reason = forms.CharField(max_length=RegistrationRequest._meta.get_field("reason").max_length, required=False, strip=True)

    def clean(self) -> dict[str, Any]:
        """A refusal says why: the person reads it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("act") == "decline" and not data.get("reason"):
            self.add_error("reason", _("Say why: the person will read it in the letter."))
        return data
