"""The form of what comes how."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.choose_notices import Hour
from accounts.models import NoticeReader
from accounts.notice_kinds import KINDS, NoticeKind
from accounts.notices import way_of
from accounts.rules.delivery import Way
from accounts.rules.zones import ZONES

WAYS = [
    (Way.NOW.value, _("By e-mail at once")), (Way.DAILY.value, _("Daily digest")), (Way.WEEKLY.value, _("Weekly digest")),
    (Way.PRODUCT.value, _("Only on the site, no e-mail")), (Way.NEVER.value, _("Not at all")),
]
PLACES = [
    _("Kaliningrad (Moscow −1)"), _("Moscow"), _("Samara (Moscow +1)"), _("Yekaterinburg (Moscow +2)"), _("Omsk (Moscow +3)"),
    _("Krasnoyarsk (Moscow +4)"), _("Irkutsk (Moscow +5)"), _("Yakutsk (Moscow +6)"), _("Vladivostok (Moscow +7)"), _("Magadan (Moscow +8)"),
    _("Kamchatka (Moscow +9)"),
]
DAYS = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]


def kinds_for(roles: frozenset[str], is_all: bool) -> list[NoticeKind]:
    """Kinds that somebody with these roles may get."""
    return [kind for kind in KINDS.values() if is_all or not kind.roles or not kind.roles.isdisjoint(roles)]


class NoticesForm(forms.Form):
    """One choice per kind, and the hour of digests."""

    zone = forms.ChoiceField(label=_("Time zone"), choices=list(zip(ZONES, PLACES, strict=True)))
    hour = forms.TypedChoiceField(label=_("Send digests at"), choices=[(n, f"{n:02}:00") for n in range(24)], coerce=int)
    weekday = forms.TypedChoiceField(label=_("Send the weekly one on"), choices=list(enumerate(DAYS)), coerce=int)

    def __init__(self, data: Any, reader: NoticeReader, kinds: list[NoticeKind]) -> None:
        super().__init__(data, initial={"zone": reader.zone, "hour": reader.hour, "weekday": reader.weekday})
        self.kinds = kinds
        for kind in kinds:
            if not kind.required:
                self.fields[f"way_{kind.code}"] = forms.ChoiceField(label=str(kind.label), choices=WAYS, initial=way_of(reader, kind).value)

    def rows(self) -> list[tuple[NoticeKind, list[tuple[str, str, bool]]]]:
        """(kind, [(value, label, whether chosen)]) for the table; a required kind has no choices."""
        return [(kind, [] if kind.required else self.choices_of(kind)) for kind in self.kinds]

    def choices_of(self, kind: NoticeKind) -> list[tuple[str, str, bool]]:
        """The radio buttons of one kind."""
        chosen = self[f"way_{kind.code}"].value()
        return [(value, str(label), value == chosen) for value, label in WAYS]

    def ways(self) -> dict[str, Way]:
        """What was chosen, by kind."""
        return {kind.code: Way(self.cleaned_data[f"way_{kind.code}"]) for kind in self.kinds if not kind.required}

    def when(self) -> Hour:
        """When digests shall come."""
        return Hour(self.cleaned_data["zone"], self.cleaned_data["hour"], self.cleaned_data["weekday"])
