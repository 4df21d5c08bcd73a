"""Russian names in Latin letters: for addresses and for the English side."""
from __future__ import annotations

import re

LETTERS = dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщыэюя",
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya".split(), strict=True,
)) | {"ъ": "", "ь": ""}
SOFT = frozenset("аеёиоуыэюяъь")


def slug_of(text: str) -> str:
    """«Белорецкий район» → "beloretskiy-rayon"."""
    latin = "".join(LETTERS.get(sign, sign) for sign in text.lower())
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")


def in_latin(text: str) -> str:
    """«Белорецкий» → "Beloretsky": е is ye at the beginning and after a vowel, ё is yo, the endings ий and ый are y, ые is ye."""
    return re.sub(r"[а-яёА-ЯЁ]+", lambda found: latin_word(found[0]), text)


def latin_word(word: str) -> str:
    """One word; its first letter stays great."""
    low = re.sub(r"[иы]й$", "y", re.sub(r"ые$", "ye", word.lower()))
    out = []
    for before, sign in zip(" " + low, low, strict=False):
        first = before == " " or before in SOFT
        out.append({"е": "ye" if first else "e", "ё": "yo" if first else "o" if before in "жчшщ" else "yo"}.get(sign) or LETTERS.get(sign, sign))
    latin = "".join(out)
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin
