"""What happens inside the transaction that makes a practice public, by whichever door."""
from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.signals import published, unpublished

from ops.outbox import owe
from portfolio.gate import WasPublished
from portfolio.models import Practice
from portfolio.releases import keep_release


@receiver(published, sender=Practice, dispatch_uid="portfolio.published")
def went_live(instance: Practice, **kwargs: Any) -> None:
    """Keep the text and owe the index its entry; a publication in the future fires too, and then nothing is live."""
    if instance.live and instance.last_published_at is not None:
        keep_release(instance, instance.last_published_at)
    tell(instance)


@receiver(unpublished, sender=Practice, dispatch_uid="portfolio.unpublished")
def went_away(instance: Practice, **kwargs: Any) -> None:
    """Owe the index its removal."""
    tell(instance)


@receiver(pre_delete, sender=Practice, dispatch_uid="portfolio.deleted")
def refuse_deletion(instance: Practice, **kwargs: Any) -> None:
    """No door deletes what strangers have read: neither a form, nor a bulk action, nor a shell. Raises `WasPublished`."""
    if instance.first_published_at is not None:
        raise WasPublished
    tell(instance)


def tell(practice: Practice) -> None:
    """The one debt of a change, by the value of `live`."""
    owe("practice_changed", str(practice.pk), {"live": practice.live})
