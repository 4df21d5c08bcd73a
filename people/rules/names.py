"""Names compared: one spelling for ё and е, dashes, capital letters and signs."""
from __future__ import annotations

import re
import unicodedata

_NOISE = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower-case words parted by one space: «Соловьёв-Седой  П.» → «соловьев седой п»."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("ё", "е").replace("'", "").replace("’", "")
    return " ".join(word for word in _NOISE.split(plain) if word)


def squeeze(text: str) -> str:
    """What a person meant to type: spaces at the ends and doubled ones gone, Unicode composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())
