"""Names of places compared: one spelling for ё and е, dashes, quotes and the words that only say what kind of place it is."""
from __future__ import annotations

import re
from dataclasses import dataclass

KIND_WORDS = frozenset("""
город города г городской муниципальный внутригородской внутригородская территория федерального значения округ район го мо мр
поселение поселок посёлок пос п пгт рп село с деревня д станица ст ца аул зато курорт образование муниципальное рабочий городского типа
""".replace("ё", "е").split())
_SHORT = ((re.compile(r"\bр-н\b"), "район"), (re.compile(r"\b([гм])\.\s?([ор])\b"), r"\1\2"))
DISTRICT_WORDS = frozenset(("район", "мр"))
OKRUG_WORDS = frozenset(("округ", "го"))
REGION_WORDS = frozenset("область обл край республика респ автономный автономная ао округ г город кузбасс".split())

_NOISE = re.compile(r"[^0-9a-zа-я]+")


def words(text: str) -> tuple[str, ...]:
    """Lower-case words with ё as е, without punctuation, «р-н» and «г. о.» written out: «Орёл-Изумруд» → («орел», «изумруд»)."""
    plain = text.lower().replace("ё", "е")
    for pattern, whole in _SHORT:
        plain = pattern.sub(whole, plain)
    return tuple(word for word in _NOISE.split(plain) if word)


def bare(text: str) -> str:
    """What names the place once the kind is taken away: «городской округ город Дзержинск» → «дзержинск»; all words if nothing else is left."""
    found = words(text)
    return " ".join(word for word in found if word not in KIND_WORDS) or " ".join(found)


def bare_region(text: str) -> str:
    """«Нижегородская обл.» → «нижегородская»; Ямало-Ненецкий АО → «ямало ненецкий»."""
    found = words(text)
    return " ".join(word for word in found if word not in REGION_WORDS) or " ".join(found)


@dataclass(frozen=True)
class Oktmo:
    """A code as it was meant; `repaired` if a table program had eaten its leading zero."""

    code: str
    repaired: bool = False


def read_oktmo(text: str) -> Oktmo | None:
    """Eight digits of the municipality from what stands in a cell: 8 or 11 digits, one less without the leading zero, spaces and dashes ignored.

    An eleven-digit code of a locality is cut to its municipality. None if it is no such code.
    """
    digits = re.sub(r"[\s\-–—.]", "", re.sub(r"\.0$", "", text.strip()))
    if not re.fullmatch(r"[0-9]+", digits):
        return None
    if len(digits) in (8, 11):
        return Oktmo(digits[:8])
    if len(digits) in (7, 10) and digits[0] != "0":
        return Oktmo(("0" + digits)[:8], repaired=True)
    return None
