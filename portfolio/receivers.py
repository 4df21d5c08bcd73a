"""What happens inside the transaction that makes a practice public, by whichever door."""
from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.signals import published, unpublished

from ops.outbox import owe
from portfolio.gate import WasPublished
from portfolio.models import Practice, PracticeRelease
from portfolio.releases import keep_release


@receiver(published, sender=Practice, dispatch_uid="portfolio.published")
def went_live(instance: Practice, **kwargs: Any) -> None:
    """Keep the text and owe the index its entry; a publication in the future fires too, and then nothing is live."""
    release = None
    if instance.live and instance.last_published_at is not None:
        release = keep_release(instance, instance.last_published_at)
    tell(instance)
    if release is not None:  # after the debt of the index: news wait for it
        tell_news(instance, release)


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


def tell_news(practice: Practice, release: PracticeRelease) -> None:
    """A first publication, or a change that its editor called substantial, is news; the tick holds for one publication."""
    if release.n == 1 or release.is_substantial:
        kind = "first" if release.n == 1 else "substantial"
        owe("practice_news", str(practice.pk), {"kind": kind, "n": release.n, "at": release.at.isoformat()})
    if practice.is_substantial:
        practice.is_substantial = False
        Practice.objects.filter(pk=practice.pk).update(is_substantial=False)
