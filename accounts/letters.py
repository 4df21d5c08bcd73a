"""Letters: registered with default words, rewritten by staff in the admin, owed through the outbox."""
from __future__ import annotations

from collections.abc import Mapping

from accounts.letter_kinds import LETTERS, Letter, letter
from accounts.mailing import compose
from accounts.models import LetterText, User
from accounts.rules.letter_text import Value, blocks_of, filled, one_line
from ops.mail import owe_letter

__all__ = ["LETTERS", "Letter", "letter", "send_letter", "words_of"]


class MissingValue(KeyError):
    """The caller gave no value for a placeholder of this letter."""


def words_of(code: str, language: str) -> tuple[str, str]:
    """(subject, body): what staff wrote, else the default, each by itself (one query). Raises KeyError for an unknown letter."""
    return (LetterText.objects.filter(code=code).first() or LetterText(code=code)).words_or_default(language)


def send_letter(code: str, to: User | str, context: Mapping[str, Value], key: str, language: str = "ru") -> None:
    """Owe a letter in the caller's transaction: to a user in their language, or to an address in `language`.

    A value is text, or a list that becomes items where it stands alone on a line. The same key gives the same Message-ID.
    Raises KeyError for an unknown letter, MissingValue.
    """
    if missing := LETTERS[code].placeholders.keys() - context.keys():
        raise MissingValue(f"{code}: {', '.join(sorted(missing))}")
    address, spoken = (to.email, to.language) if isinstance(to, User) else (to, language)
    subject, body = words_of(code, spoken)
    owe_letter(compose(address, one_line(filled(subject, context)), blocks_of(body, context), spoken), f"letter:{code}:{key}")
