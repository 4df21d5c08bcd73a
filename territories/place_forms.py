"""The form of one's municipality."""
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from territories.forms import MunicipalityField


class PlaceForm(forms.Form):
    """Which municipality is yours."""

    municipality = MunicipalityField(label=_("Your municipality"))

    @property
    def typed(self) -> str:
        """The text as it was sent."""
        return str(self.data.get(self.add_prefix("municipality"), "")).strip()
