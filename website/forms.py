"""Forms of the screens of this room."""
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    """A file of practices and whose it is."""

    file = forms.FileField(
        label=_("File with practices"), widget=forms.FileInput(attrs={"class": "in", "accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose a file: XLSX or CSV."), "empty": _("The file is empty. Check that you chose the right one.")},
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=100, widget=forms.TextInput(attrs={"class": "in in-m"}),
        help_text=_("Who keeps the codes of the practices. Rows with the same code of one source are one practice."),
    )
    key = forms.CharField(widget=forms.HiddenInput)
