"""Forms of the desk of users and of the invited."""
from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries.users import Wanted
from accounts.roles import Role

ROLES = [(role.value, role.label) for role in Role if role != Role.VISITOR]
LANGUAGES = [("ru", "Русский"), ("en", "English")]


class FindForm(forms.Form):
    """Search and filters of the list; what is nonsense does not narrow."""

    q = forms.CharField(label=_("Name or address"), max_length=100, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("any")), *ROLES, ("none", _("no role"))], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("any")), ("active", _("active")), ("blocked", _("blocked"))], required=False)
    factor = forms.ChoiceField(label=_("Second factor"), choices=[("", _("any")), ("on", _("on")), ("off", _("off"))], required=False)

    def wanted(self) -> Wanted:
        """The filter."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name) or "" for name in ("q", "role", "state", "factor")})


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    email = forms.EmailField(label=_("Work address"), max_length=254)
    name = forms.CharField(label=_("First name and surname"), max_length=150, required=False)
    roles = forms.MultipleChoiceField(label=_("Roles"), choices=ROLES, widget=forms.CheckboxSelectMultiple, error_messages={
        "required": _("Choose at least one role: without it nothing opens."),
    })
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGES, initial="ru")


class ActForm(forms.Form):
    """An act on somebody's account: severe ones need a reason."""

    act = forms.ChoiceField(choices=[(name, name) for name in ("grant", "revoke", "block", "unblock", "reset", "signout")])
    role = forms.ChoiceField(choices=ROLES, required=False)
    reason = forms.CharField(max_length=300, required=False, strip=True)

    def clean(self) -> dict[str, Any]:
        """A role for roles, a reason for the rest."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        act = data.get("act")
        if act in ("grant", "revoke"):
            if not data.get("role"):
                self.add_error("role", _("Choose a role."))
        elif not data.get("reason"):
            self.add_error("reason", _("Say why: it stays in the log of the account."))
        return data


class AcceptForm(forms.Form):
    """Name and password of somebody invited."""

    name = forms.CharField(label=_("First name and surname"), max_length=150)
    password = forms.CharField(label=_("Password"), max_length=128, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The password is measured beside the name and the address."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("password"):
            try:
                validate_password(data["password"], User(email=self.email, name=data.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data
