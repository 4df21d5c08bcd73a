"""Withdraw a practice: its words leave every public place, its number stays."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from accounts.models import User
from portfolio.models import Practice, PracticeRelease
from portfolio.permissions import user_can_withdraw_practice


@transaction.atomic
def withdraw_practice(practice: Practice, by: User, at: datetime) -> Practice:
    """Unpublish, empty every release, keep the tombstone. Raises PermissionDenied; a practice never published is deleted instead."""
    row = Practice.objects.select_for_update().get(pk=practice.pk)
    if not user_can_withdraw_practice(by, row):
        raise PermissionDenied
    row.unpublish(user=by)
    Revision.objects.for_instance(row).update(approved_go_live_at=None)
    PracticeRelease.objects.filter(practice=row).update(document={})
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    log(instance=row, action="portfolio.withdraw", user=by)
    return row
