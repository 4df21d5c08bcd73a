"""Delete a draft that strangers never read."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from portfolio.gate import WasPublished
from portfolio.models import Practice
from portfolio.permissions import user_can_edit_practice, user_can_remove_practice


@transaction.atomic
def remove_draft(practice: Practice, by: User, at: datetime) -> None:
    """Delete the draft with its revisions; its number is not used again. Raises PermissionDenied, or `WasPublished` for what was ever live."""
    row = Practice.objects.select_for_update().get(pk=practice.pk)
    if not user_can_edit_practice(by, row):
        raise PermissionDenied
    if not user_can_remove_practice(by, row):
        raise WasPublished
    row.delete()
