"""The form of a synonym rule: one synonym a line."""
from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from search.synonyms import term_key

MOST = 30
LONGEST_TERM = 100


class LinesField(forms.CharField):
    """A list of texts, one a line; empty lines and repetitions are dropped."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value: Any) -> Any:
        """Lines of a stored list."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """A list of the lines."""
        return list(dict.fromkeys(line for raw in str(value or "").splitlines() if (line := " ".join(raw.split()))))

    def validate(self, value: Any) -> None:
        """Between one and `MOST` lines, each with a word and of a length that fits. Raises ValidationError."""
        super().validate(value)
        if len(value) > MOST:
            raise ValidationError(_("At most %(most)s words or phrases. Make a second rule for the rest."), params={"most": MOST})
        for line in value:
            if len(line) > LONGEST_TERM or not term_key(line):
                raise ValidationError(_("“%(line)s”: write a word or a short phrase with letters."), params={"line": line[:LONGEST_TERM]})


class SynonymRuleForm(WagtailAdminModelForm):
    """Term and its words."""

    synonyms = LinesField(label=_("Words, one a line"), help_text=_("In any case form: the search knows the others itself."))

    def clean_term(self) -> str:
        """With at least one word. Raises ValidationError."""
        term = " ".join(str(self.cleaned_data["term"]).split())
        if not term_key(term):
            raise ValidationError(_("Write a word or a short phrase with letters."))
        return term
