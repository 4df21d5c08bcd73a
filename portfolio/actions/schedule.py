"""Due publications and expiries: the first duty of the clock."""
from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.apps import apps
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

from portfolio.gate import NotReady
from portfolio.models import Practice
from portfolio.telling import tell_editor

logger = logging.getLogger(__name__)


def publish_due(at: datetime) -> int:
    """Expire and publish whatever is due by `at`, pages included, each in a transaction of its own; how many went through.

    A refusal is noted for the editor and its schedule ends, so that the practice can be edited again; no failure stops the rest.
    """
    done = 0
    for model in expiring_models():
        for row in model._default_manager.filter(live=True, expire_at__lt=at).order_by("expire_at"):
            done += attempt(row, partial(row.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled"))
    for revision in Revision.objects.filter(approved_go_live_at__lt=at).order_by("approved_go_live_at"):
        done += attempt(revision, partial(publish_scheduled, revision))
    return done


def expiring_models() -> list[type[DraftStateMixin]]:
    """Every model Wagtail can expire; kinds of pages are reached through the page itself."""
    return [Page, *(model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page))]


def attempt(what: object, act: Callable[[], object]) -> bool:
    """One due change; a failure is logged and tried again the next minute."""
    try:
        with transaction.atomic():
            act()
    except Exception:
        logger.exception("A scheduled change failed: %s", what)
        return False
    return True


def publish_scheduled(revision: Revision) -> None:
    """Publish a due revision, or note why not."""
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except NotReady as refusal:
        note_refusal(revision, refusal)


def note_refusal(revision: Revision, refusal: NotReady) -> None:
    """End the schedule, leave the gaps on the practice and in its history."""
    missing = [gap.value for gap in refusal.missing]
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    Practice.objects.filter(pk=revision.object_id).update(refusal=missing)
    practice = Practice.objects.get(pk=revision.object_id)
    log(instance=practice, action="portfolio.refused", revision=revision, data={"missing": missing})
    tell_editor(practice, revision, missing)
