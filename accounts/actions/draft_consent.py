"""Keep the draft of a consent."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import ConsentType, User
from accounts.permissions import user_can_write_consents


def draft_consent(draft: ConsentType, by: User, at: datetime) -> ConsentType:
    """Save it under the name of whoever wrote it; what is published stays as it is. Raises PermissionDenied."""
    if not user_can_write_consents(by):
        raise PermissionDenied
    draft.changed_by, draft.changed_at = by, at
    draft.save()
    return draft
