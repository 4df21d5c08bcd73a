"""Take a consent back: at once, and every room that acted on it hears of it."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Consent, User
from ops.outbox import owe


def withdraw_consent(consent: Consent, by: User, at: datetime) -> Consent:
    """The person's own consent no longer holds; owes `consent_withdrawn`. Twice is once, a replaced one stays as it is.

    Raises PermissionDenied for anybody else.
    """
    if consent.user_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        locked = Consent.objects.select_for_update().select_related("type").get(pk=consent.pk)
        if locked.is_active:
            locked.withdrawn_at = at
            locked.save(update_fields=["withdrawn_at"])
            owe("consent_withdrawn", str(locked.public_id), {"user": by.pk, "code": locked.type.code})
    return locked
