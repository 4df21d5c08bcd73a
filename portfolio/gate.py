"""What stands between a draft and the public, in words."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.locks import BaseLock

from portfolio.rules.publication import Missing

WORDS = {
    Missing.TITLE: gettext_lazy("title of the practice"),
    Missing.ANNOTATION: gettext_lazy("annotation: two or three sentences for the card"),
    Missing.KIND: gettext_lazy("kind of the change"),
    Missing.SECTOR: gettext_lazy("sector of the practice"),
    Missing.STAGE: gettext_lazy("stage: planned, being implemented, reported or verified"),
    Missing.PROBLEM: gettext_lazy("problem: who suffers, how many, since when"),
    Missing.SOLUTION: gettext_lazy("solution: what was done"),
    Missing.START: gettext_lazy("start date"),
    Missing.END_BEFORE_START: gettext_lazy("the end stands before the start: correct one of the dates"),
    Missing.PLACE: gettext_lazy("at least one municipality"),
    Missing.SHARES: gettext_lazy("the shares of the municipalities must add up to 100 %"),
    Missing.INDICATOR: gettext_lazy("at least one indicator"),
    Missing.INDICATOR_UNIT: gettext_lazy("each indicator needs a name and a unit"),
    Missing.HEADLINE: gettext_lazy("exactly one indicator must lead the card"),
    Missing.HEADLINE_BASELINE: gettext_lazy("the leading indicator needs the figure before: the stage claims a result"),
    Missing.HEADLINE_ACTUAL: gettext_lazy("the leading indicator needs the actual figure: the stage claims a result"),
    Missing.WITHDRAWN: gettext_lazy("the practice was withdrawn and keeps only its number: make a new one"),
}


def words_for(missing: Iterable[str]) -> str:
    """The gaps as one phrase; a code that is no longer known is left out."""
    known = {gap.value: text for gap, text in WORDS.items()}
    return "; ".join(str(known[code]) for code in missing if code in known)


class NotReady(Exception):
    """The practice may not go live; `missing` names what is absent, `str()` says it."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(missing)
        self.missing = missing

    def __str__(self) -> str:
        return _("Not published. Fill in: %(gaps)s.") % {"gaps": words_for(self.missing)}


class WasPublished(Exception):
    """A practice that strangers have read is withdrawn, never deleted."""

    def __str__(self) -> str:
        return _("This practice was published, so it cannot be deleted. Withdraw it: its number stays as a tombstone.")


class TombstoneLock(BaseLock):
    """Nobody edits a withdrawn practice."""

    def for_user(self, user: Any) -> bool:
        """Whoever it is."""
        return True

    def get_message(self, user: Any) -> str:
        """What the editor reads above the closed form."""
        return _("This practice was withdrawn. Its number stays as a tombstone; its text can no longer be changed.")
