"""Forms of the screens of this room."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ops.jobs import offered
from ops.models import Job
from website.queries.jobs import Asked


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


class JobFilter(forms.Form):
    """What the list of jobs is narrowed to; it stands in the address, and nonsense there narrows nothing."""

    state = forms.ChoiceField(label=_("State"), required=False, widget=forms.Select(attrs={"class": "in in-m"}))
    kind = forms.ChoiceField(label=_("Kind of work"), required=False, widget=forms.Select(attrs={"class": "in in-m"}))
    by = forms.CharField(label=_("Started by"), required=False, max_length=100, widget=forms.TextInput(attrs={"class": "in in-m"}))
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "in in-s", "type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "in in-s", "type": "date"}))

    def __init__(self, *args: Any, everybody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.everybody = everybody
        state, kind = self.fields["state"], self.fields["kind"]
        assert isinstance(state, forms.ChoiceField) and isinstance(kind, forms.ChoiceField)
        state.choices = [("", gettext("All")), ("open", gettext("Waiting or running")), *((s.value, s.label) for s in Job.State)]
        kind.choices = [("", gettext("All")), *offered()]
        if not everybody:
            del self.fields["by"]

    def asked(self) -> Asked:
        """The valid part of it."""
        self.is_valid()
        return Asked(**{name: value for name, value in self.cleaned_data.items() if value})

    def is_set(self) -> bool:
        """Whether anything is narrowed."""
        return any(self.cleaned_data.values()) if self.is_valid() else True
