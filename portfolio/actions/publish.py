"""Make the latest text of a practice public, or take it back."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from portfolio.models import Practice
from portfolio.permissions import user_can_publish_practice


def publish_practice(practice: Practice, by: User, at: datetime) -> Practice:
    """Publish the latest revision in one transaction; raises PermissionDenied or `portfolio.gate.NotReady` and leaves all as it was.

    `at` is kept for the uniform signature of actions: Wagtail stamps the publication itself.
    """
    row = Practice.objects.select_related("latest_revision").get(pk=practice.pk)
    if not user_can_publish_practice(by, row):
        raise PermissionDenied
    revision = row.latest_revision or row.save_revision(user=by, clean=False)
    revision.publish(user=by, skip_permission_checks=True)
    row.refresh_from_db()
    return row


def unpublish_practice(practice: Practice, by: User, at: datetime) -> Practice:
    """Take the practice back from the public; its text stays as a draft. Raises PermissionDenied."""
    row = Practice.objects.get(pk=practice.pk)
    if not user_can_publish_practice(by, row):
        raise PermissionDenied
    row.unpublish(user=by)
    row.refresh_from_db()
    return row
