"""Send a letter to oneself to see it in a mail program."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from accounts.letter_kinds import LETTERS
from accounts.mailing import compose
from accounts.models import LetterText, User
from accounts.permissions import user_can_edit_letters
from accounts.rules.letter_text import blocks_of, filled
from ops.mail import owe_letter


def send_test_letter(text: LetterText, by: User, language: str, at: datetime) -> None:
    """The stored words with sample values, to the one who asks and nobody else. Raises PermissionDenied."""
    if not user_can_edit_letters(by):
        raise PermissionDenied
    values = LETTERS[text.code].sample()
    subject, body = text.words_or_default(language)
    with transaction.atomic():
        owe_letter(compose(by.email, filled(subject, values), blocks_of(body, values), language))
        log(instance=text, action="accounts.letter_test", user=by)
