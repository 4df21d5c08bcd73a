"""Forms of saved searches and subscriptions."""
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from search.models import SavedSearch
from search.rules.saved import NAME_LENGTH

TELLING = [choice for choice in SavedSearch.Frequency.choices if choice[0] != SavedSearch.Frequency.NEVER]


class SaveForm(forms.Form):
    """What the search is called, and how often its news come."""

    name = forms.CharField(label=_("Name of the search"), max_length=NAME_LENGTH)
    frequency = forms.ChoiceField(label=_("Send new practices"), choices=SavedSearch.Frequency.choices, initial=SavedSearch.Frequency.DAILY)


class SubscribeForm(forms.Form):
    """Where to, and how often."""

    email = forms.EmailField(label=_("Your e-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    frequency = forms.ChoiceField(label=_("Send new practices"), choices=TELLING, initial=SavedSearch.Frequency.WEEKLY)


class FrequencyForm(forms.Form):
    """How often, for the reader of a letter."""

    frequency = forms.ChoiceField(label=_("Send new practices"), choices=TELLING)
