"""Forms about one's own data, and of the desk of data protection."""
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONG = {"required": _("Write why, so that the person understands."), "max_length": _("At most 1,000 characters: shorten it.")}


class ErasureForm(forms.Form):
    """The wish and the proof that it is the person's own."""

    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password: so we know that it is you who asks.")},
    )
    wish = forms.CharField(label=_("What we should know"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    key = forms.CharField(widget=forms.HiddenInput)


class RefusalForm(forms.Form):
    """Why the data stay."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), error_messages=LONG)


class TermForm(forms.Form):
    """A term in days."""

    code = forms.CharField()
    days = forms.IntegerField(min_value=1, max_value=100_000)


class LogForm(forms.Form):
    """What stands in the address of the read log; nonsense is left out."""

    reader = forms.UUIDField(required=False)
    subject = forms.UUIDField(required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)


class IncidentForm(forms.Form):
    """Whose account, and the hours in which it was not in their hands."""

    reader = forms.UUIDField(error_messages={"required": _("Choose whose account it was."), "invalid": _("Choose whose account it was.")})
    since = forms.DateTimeField(error_messages={"required": _("Say from when."), "invalid": _("Write it as 2026-11-24 09:30.")})
    until = forms.DateTimeField(error_messages={"required": _("Say until when."), "invalid": _("Write it as 2026-11-24 09:30.")})
