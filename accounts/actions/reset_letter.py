"""Give a letter its default words back."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from accounts.models import LetterText, User
from accounts.permissions import user_can_edit_letters


def reset_letter(text: LetterText, by: User, at: datetime) -> LetterText:
    """Forget what staff wrote in both languages; its history keeps who did. Raises PermissionDenied."""
    if not user_can_edit_letters(by):
        raise PermissionDenied
    with transaction.atomic():
        row = LetterText.objects.select_for_update().get(pk=text.pk)
        before = {name: getattr(row, name) for name in ("subject_ru", "body_ru", "subject_en", "body_en") if getattr(row, name)}
        row.subject_ru = row.body_ru = row.subject_en = row.body_en = ""
        row.save()
        log(instance=row, action="accounts.letter_default", user=by, data={"before": before})
    return row
