"""What may be kept of a query, and from when on editors may see it. Pure."""
from __future__ import annotations

import unicodedata

from search.analysis import clean, forms

LONGEST = 100  # characters; more is a pasted text, and the longer it is the likelier it tells who wrote it
DIGITS = 5  # figures anywhere in the text: telephone, document and account numbers however they are split
SHOWN_FROM = 3  # askings on different days


def kept_words(text: str) -> str:
    """The words of a query in lower case with single spaces, ё as е; empty where nothing may be kept.

    Nothing is kept of a text with an at sign, with `DIGITS` or more figures in any script, or longer than `LONGEST`; nor of one without a letter.
    """
    wide = unicodedata.normalize("NFKC", clean(text)).strip()
    if len(wide) > LONGEST or "@" in wide or "%40" in wide or sum(map(str.isdigit, wide)) >= DIGITS:
        return ""
    words = " ".join(forms(wide))
    return words if len(words) <= LONGEST and any(map(str.isalpha, words)) else ""


def may_be_shown(days: int) -> bool:
    """Whether words asked for on so many different days may be shown: fewer could be one person's."""
    return days >= SHOWN_FROM
