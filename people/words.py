"""Codes of the rules in words."""
from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.actions.undo_merge import Stays
from people.rules.duplicates import WEIGHTS, Why
from people.rules.inn import InnFault
from people.rules.persons import Fault
from people.rules.posts import Length

REASONS = {
    Why.NAME_SAME: gettext_lazy("the full name is the same"),
    Why.NAME_FOLDED: gettext_lazy("the full name differs by ё, hyphen or spaces only"),
    Why.NAME_TYPO: gettext_lazy("one letter of the full name differs"),
    Why.NAME_TYPO_SHORT: gettext_lazy("one letter of the name differs, the patronymic is not known in both"),
    Why.NAME_SWAPPED: gettext_lazy("family and given name are swapped"),
    Why.NAME_SWAPPED_SHORT: gettext_lazy("family and given name are swapped, the patronymic is not known in both"),
    Why.NAME_NO_PATRONYMIC: gettext_lazy("family and given name are the same, the patronymic is known in one only"),
    Why.NAME_INITIALS: gettext_lazy("the family name is the same, the initials fit"),
    Why.FAMILY_DIFFERS: gettext_lazy("given name and patronymic are the same, the family name is another"),
    Why.BIRTH_SAME: gettext_lazy("born on the same day"),
    Why.BIRTH_SWAPPED: gettext_lazy("day and month of birth are swapped"),
    Why.BIRTH_TYPO: gettext_lazy("one digit of the birth date differs"),
    Why.BIRTH_MISSING: gettext_lazy("the birth date is not known in both"),
    Why.BIRTH_DIFFERS: gettext_lazy("the birth dates contradict each other"),
    Why.EMAIL_SAME: gettext_lazy("the e-mail is the same"),
}
FAULTS = {
    Fault.MISSING: gettext_lazy("Fill this in."),
    Fault.FUTURE: gettext_lazy("This day has not come yet. Check the year."),
    Fault.TOO_EARLY: gettext_lazy("The year is before 1900. Check it."),
    Fault.BEFORE_START: gettext_lazy("The last day is before the first. Swap or correct them."),
    Fault.NOWHERE: gettext_lazy("Name an organisation or choose a municipality."),
    Fault.NEGATIVE: gettext_lazy("The budget cannot be below zero."),
}
INN_FAULTS = {
    InnFault.DIGITS: gettext_lazy("An INN consists of digits only."),
    InnFault.LENGTH: gettext_lazy("An INN has 10 digits, or 12 for an entrepreneur."),
    InnFault.CHECKSUM: gettext_lazy("The check digit does not fit: one of the digits is mistyped."),
}
STAYS = {
    Stays.DELETED: gettext_lazy("was deleted since"),
    Stays.MOVED_ON: gettext_lazy("belongs to another person by now"),
    Stays.REFUSED: gettext_lazy("would stand twice: the person has such a row already"),
    Stays.CHANGED: gettext_lazy("was changed since and stays as it is"),
    Stays.UNKNOWN: gettext_lazy("this kind of row no longer exists in the product"),
}


def reasons_of(codes: list[str]) -> list[tuple[str, int]]:
    """Reasons in words with their points; a code of an older version is left out."""
    return [(str(REASONS[Why(code)]), WEIGHTS[Why(code)]) for code in codes if code in set(Why)]


def length_text(length: Length) -> str:
    """«5 лет 3 месяца»; days only while there are no months."""
    parts = [
        ngettext("%(n)s year", "%(n)s years", length.years) % {"n": length.years} if length.years else "",
        ngettext("%(n)s month", "%(n)s months", length.months) % {"n": length.months} if length.months else "",
    ]
    if not any(parts) and length.days:
        parts = [ngettext("%(n)s day", "%(n)s days", length.days) % {"n": length.days}]
    return " ".join(part for part in parts if part) or _("none")
