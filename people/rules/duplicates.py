"""Whether two rows may be one person: points for the name, the birth date and the e-mail, each with the reason that gave them.

The name alone proposes nothing unless it is whole; a birth date that contradicts outweighs any name; an e-mail counts only beside a name,
because offices share mailboxes. Weights are ours, held by golden pairs in the tests. Who is compared with whom is said by `block_keys`.
"""
from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz.distance import OSA

from people.rules.names import fold

PROPOSE_FROM = 60
LONG_ENOUGH = 4  # a slip in a shorter word makes another name of it: Ян, Лев, Уля


class Why(StrEnum):
    """Reasons, each with its weight in `WEIGHTS`."""

    NAME_SAME = "name_same"
    NAME_FOLDED = "name_folded"
    NAME_TYPO = "name_typo"
    NAME_TYPO_SHORT = "name_typo_short"
    NAME_SWAPPED = "name_swapped"
    NAME_SWAPPED_SHORT = "name_swapped_short"
    NAME_NO_PATRONYMIC = "name_no_patronymic"
    NAME_INITIALS = "name_initials"
    FAMILY_DIFFERS = "family_differs"
    BIRTH_SAME = "birth_same"
    BIRTH_SWAPPED = "birth_swapped"
    BIRTH_TYPO = "birth_typo"
    BIRTH_MISSING = "birth_missing"
    BIRTH_DIFFERS = "birth_differs"
    EMAIL_SAME = "email_same"


WEIGHTS = {
    Why.NAME_SAME: 60, Why.NAME_FOLDED: 60, Why.NAME_TYPO: 60, Why.NAME_TYPO_SHORT: 45, Why.NAME_SWAPPED: 60, Why.NAME_SWAPPED_SHORT: 45,
    Why.NAME_NO_PATRONYMIC: 40, Why.NAME_INITIALS: 35, Why.FAMILY_DIFFERS: 20,
    Why.BIRTH_SAME: 40, Why.BIRTH_SWAPPED: 25, Why.BIRTH_TYPO: 15, Why.BIRTH_MISSING: 0, Why.BIRTH_DIFFERS: -60,
    Why.EMAIL_SAME: 40,
}


class Tie(StrEnum):
    """How one part of a name stands to the same part of another."""

    SAME = "same"
    MISSING = "missing"
    INITIAL = "initial"
    TYPO = "typo"
    OTHER = "other"


@dataclass(frozen=True)
class Facts:
    """What is compared of a person; "" and None are unknown."""

    family: str
    given: str
    patronymic: str = ""
    birth_date: date | None = None
    email: str = ""


@dataclass(frozen=True)
class Likeness:
    """Points from 0 to 100 and the reasons that made them, the name first. Without likeness of names there are none of either."""

    score: int
    reasons: tuple[Why, ...]

    @property
    def is_proposed(self) -> bool:
        """Whether a person should look at the pair."""
        return self.score >= PROPOSE_FROM


def compare(one: Facts, other: Facts) -> Likeness:
    """How alike two rows are; the order does not matter."""
    name = compare_names(one, other)
    if name is None:
        return Likeness(0, ())
    reasons = [name, compare_births(one.birth_date, other.birth_date)]
    if one.email and fold_email(one.email) == fold_email(other.email):
        reasons.append(Why.EMAIL_SAME)
    return Likeness(max(0, min(100, sum(WEIGHTS[reason] for reason in reasons))), tuple(reasons))


def fold_email(text: str) -> str:
    """Addresses differ neither by case nor by spaces around them."""
    return text.strip().lower()


def compare_names(one: Facts, other: Facts) -> Why | None:
    """Why the names may be one, or None."""
    parts = [tie(getattr(one, part), getattr(other, part)) for part in ("family", "given", "patronymic")]
    family, given, patronymic = parts
    if set(parts) == {Tie.SAME}:
        return Why.NAME_SAME if spelt(one) == spelt(other) else Why.NAME_FOLDED
    slipped = parts.count(Tie.TYPO) == 1 and Tie.OTHER not in parts and Tie.INITIAL not in parts
    if slipped:
        whole = bool(one.patronymic and other.patronymic)
        return Why.NAME_TYPO if whole else Why.NAME_TYPO_SHORT
    if is_swapped(one, other) and patronymic in (Tie.SAME, Tie.MISSING):
        return Why.NAME_SWAPPED if one.patronymic and patronymic is Tie.SAME else Why.NAME_SWAPPED_SHORT
    return of_shortened(family, given, patronymic, bool(one.patronymic))


def of_shortened(family: Tie, given: Tie, patronymic: Tie, has_patronymic: bool) -> Why | None:
    """A name cut short in one of the rows, or another family name beside the same given name and patronymic."""
    if family is Tie.SAME and given is Tie.SAME and patronymic is Tie.MISSING:
        return Why.NAME_NO_PATRONYMIC
    if family is Tie.SAME and given in (Tie.SAME, Tie.INITIAL) and patronymic in (Tie.SAME, Tie.INITIAL, Tie.MISSING):
        return Why.NAME_INITIALS
    if family in (Tie.OTHER, Tie.TYPO) and given is Tie.SAME and patronymic is Tie.SAME and has_patronymic:
        return Why.FAMILY_DIFFERS
    return None


def tie(one: str, other: str) -> Tie:
    """How two spellings of one part of a name stand to each other."""
    a, b = fold(one), fold(other)
    if a == b:
        return Tie.SAME
    if not a or not b:
        return Tie.MISSING
    if min(len(a), len(b)) == 1 and a[0] == b[0]:
        return Tie.INITIAL
    if min(len(a), len(b)) >= LONG_ENOUGH and OSA.distance(a, b) == 1:
        return Tie.TYPO
    return Tie.OTHER


def spelt(facts: Facts) -> tuple[str, str, str]:
    """The name as it stands, but for capitals."""
    return facts.family.casefold(), facts.given.casefold(), facts.patronymic.casefold()


def is_swapped(one: Facts, other: Facts) -> bool:
    """Whether family and given name have changed places."""
    return (fold(one.family), fold(one.given)) == (fold(other.given), fold(other.family))


def compare_births(one: date | None, other: date | None) -> Why:
    """What the birth dates say: the same, nearly so (day and month swapped, one digit off), unknown, or another person."""
    if one is None or other is None:
        return Why.BIRTH_MISSING
    if one == other:
        return Why.BIRTH_SAME
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Why.BIRTH_SWAPPED
    off = sum(a != b for a, b in zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True))
    return Why.BIRTH_TYPO if off == 1 else Why.BIRTH_DIFFERS


def block_keys(facts: Facts) -> frozenset[str]:
    """Short hashes of what a pair must share to be compared; whatever `compare` proposes shares one, but for a slip in a first letter.

    The first letter of a family name may be mistyped only where the birth date or the e-mail finds the pair.
    """
    family, given, patronymic = fold(facts.family), fold(facts.given), fold(facts.patronymic)
    shared = [("family", family, given[:1]), ("swap", *sorted((family, given)))]
    if patronymic:
        shared.append(("patronymic", family[:1], given, patronymic))
    if facts.email:
        shared.append(("email", fold_email(facts.email)))
    if facts.birth_date:
        shared += [("birth", facts.birth_date.isoformat(), given[:1]), ("birth-family", facts.birth_date.isoformat(), family)]
    return frozenset(hashlib.blake2b("|".join(parts).encode(), digest_size=8).hexdigest() for parts in shared)
