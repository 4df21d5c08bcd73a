"""Forms of one's own account."""
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import TextSize, Theme, User


class DisplayForm(forms.Form):
    """Theme and text size; each may be sent alone."""

    theme = forms.ChoiceField(choices=Theme.choices, required=False)
    text_size = forms.TypedChoiceField(choices=TextSize.choices, coerce=int, empty_value=None, required=False)


class AccountForm(forms.ModelForm[User]):
    """What somebody may change about themselves."""

    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": _("First name and surname"), "language": _("Language of letters")}
