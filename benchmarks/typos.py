"""One typo in a text: one edit in its longest word, the same on every machine. Pure."""
from __future__ import annotations

import random
import re

LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюя"
WORD = re.compile(r"[^\W\d_]+")


def with_typo(text: str, seed: int) -> str:
    """The text with a letter of its longest word (the first of several) left out, doubled in place of another, put in, or swapped with its neighbour.

    The first letter stays, as people seldom miss it; the edit always changes the word.
    """
    longest = max(WORD.finditer(text), key=lambda match: len(match.group()))
    word, chance = longest.group(), random.Random(seed)
    while (wrong := edited(word, chance)) == word:
        pass
    return text[:longest.start()] + wrong + text[longest.end():]


def edited(word: str, chance: random.Random) -> str:
    """One edit behind the first letter."""
    at = chance.randrange(1, len(word))
    kind = chance.choice(["drop", "put", "other", "swap"])
    if kind == "drop":
        return word[:at] + word[at + 1:]
    if kind == "put":
        return word[:at] + chance.choice(LETTERS) + word[at:]
    if kind == "other":
        return word[:at] + chance.choice(LETTERS) + word[at + 1:]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2:] if at >= 1 else word
