"""A readable address from a Russian title."""
from __future__ import annotations

import re

LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}


def slug_of(title: str, limit: int = 60) -> str:
    """Latin letters, digits and hyphens, cut at a word where one ends within the limit; `practice` where nothing is left."""
    plain = "".join(LETTERS.get(letter, letter) for letter in title.lower())
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > limit:
        head, _, _ = slug[: limit + 1].rpartition("-")
        slug = (head or slug)[:limit]
    return slug or "practice"
