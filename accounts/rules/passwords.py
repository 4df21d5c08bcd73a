"""When a password is too easy to guess."""
import re
from enum import Enum

LONGEST = 128
SHORTEST_ALONE = 15
SHORTEST_WITH_SECOND_FACTOR = 8
REST = 8
CONTEXT_WORDS = (
    "муниципалитет", "муниципальный", "администрация", "губернатор", "практика", "пароль", "россия", "школа", "мэров", "мэра", "мэр",
    "municipality", "municipal", "administration", "governor", "practice", "password", "russia", "shkola", "school", "mayor", "merov", "mer",
)
WORDS = re.compile("|".join(CONTEXT_WORDS))


class Flaw(Enum):
    """What is wrong with a password."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    CONTEXT = "context"


def shortest(has_second_factor: bool) -> int:
    """How many characters are asked (ASVS 5.0, 6.2.1: 15, or 8 beside a second factor)."""
    return SHORTEST_WITH_SECOND_FACTOR if has_second_factor else SHORTEST_ALONE


def password_flaw(password: str, has_second_factor: bool) -> Flaw | None:
    """The first flaw: length in characters, then what is left when the words of our trade are taken out."""
    if len(password) < shortest(has_second_factor):
        return Flaw.TOO_SHORT
    if len(password) > LONGEST:
        return Flaw.TOO_LONG
    plain = password.casefold().replace("ё", "е")
    if WORDS.search(plain) and len(WORDS.sub("", plain)) < REST:
        return Flaw.CONTEXT
    return None
