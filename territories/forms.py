"""A field for a municipality: typed with help from the list, or typed in full where there is no JavaScript."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from territories.models import Municipality
from territories.queries import Match, match_place

LONGEST = 200


@dataclass(frozen=True)
class Place:
    """What the field gives: the municipality and a settlement of it as it was typed, "" for the municipality itself."""

    municipality: Municipality
    settlement: str = ""


class MunicipalityWidget(forms.MultiWidget):
    """A text input that the combobox script helps to fill, and the hidden id of the line chosen: `name` and `name_id`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"": forms.TextInput(), "id": forms.HiddenInput()}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Text and id of a municipality, a place, or an id."""
        place = Place(value) if isinstance(value, Municipality) else value
        if isinstance(place, int):
            found = Municipality.objects.select_related("territory", "region__territory").filter(pk=place).first()
            place = Place(found) if found else None
        return [text_of(place), place.municipality.pk] if isinstance(place, Place) else ["", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Says where the list comes from."""
        help_attrs = {"data-combobox": reverse("territories:lookup"), "autocomplete": "off", "maxlength": str(LONGEST)}
        return super().get_context(name, value, help_attrs | (attrs or {}))

    def id_for_label(self, id_: str) -> str:
        """The label belongs to the text."""
        return id_ and f"{id_}_0"


def text_of(place: Place | None) -> str:
    """«село Ям, Елабужский район, Республика Татарстан»."""
    if place is None:
        return ""
    parts = (place.settlement, place.municipality.territory.label, place.municipality.region.territory.label)
    return ", ".join(part for part in parts if part)


class MunicipalityField(forms.Field):
    """Cleans to a `Municipality`, or with `settlements=True` to a `Place`; an empty optional field to None."""

    widget = MunicipalityWidget
    default_error_messages = {
        "required": _("Choose a municipality: type its name, region or OKTMO."),
        "unknown": _("There is no such municipality in the reference. Choose one from the list, or type its OKTMO."),
        "alike": _("There is no such municipality in the reference. Did you mean: %(names)s? Choose one from the list."),
        "ambiguous": _("Several places have this name: %(names)s. Add the region after a comma, or type the OKTMO."),
        "long": _("Too long: at most 200 characters."),
    }

    def __init__(self, *, settlements: bool = False, **kwargs: Any) -> None:
        self.settlements = settlements
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """The id counts while the text beside it is still its own; otherwise the text is matched."""
        if isinstance(value, Municipality | Place):  # a disabled field is given its initial value
            return value
        text, chosen = (*(value or ()), "", "")[:2]
        text = (text or "").strip()
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if len(text) > LONGEST:
            raise ValidationError(self.error_messages["long"], code="long")
        place = chosen_place(text, str(chosen or "")) or self.typed_place(text)
        return place if self.settlements else place.municipality

    def typed_place(self, text: str) -> Place:
        """The place that the text means. Raises ValidationError with what to do."""
        match, settlement = match_place(text)
        if match.municipality and (self.settlements or not settlement):
            return Place(match.municipality, settlement)
        raise self.refusal(match)

    def refusal(self, match: Match) -> ValidationError:
        """Why there is no place, and the next step."""
        code = "ambiguous" if match.ambiguous else "alike" if match.suggestions else "unknown"
        names = "; ".join(hit.text for hit in match.suggestions)
        return ValidationError(self.error_messages[code], code=code, params={"names": names})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By the text shown."""
        before = self.widget.decompress(initial)[0] if isinstance(self.widget, MunicipalityWidget) else ""
        return bool(before != ((data or [""])[0] or "").strip())


def chosen_place(text: str, chosen: str) -> Place | None:
    """The line chosen from the list, None if the text was changed since."""
    if not chosen.isdecimal() or len(chosen) > 18:
        return None
    found = Municipality.objects.select_related("territory", "region__territory").filter(pk=int(chosen), valid_to=None).first()
    place = Place(found) if found else None
    return place if place and text_of(place) == text else None
