"""What the search does by the clock: practices grow old without being changed."""
from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ops.clock import duty
from portfolio.queries import live_practices
from search.documents import practice_weight
from search.engines import engine
from search.receivers import owe_again

CHUNK = 200


@duty("search_weights", every=timedelta(days=1))
def reweigh(at: datetime) -> None:
    """Owe the indexing of those whose weight in the index is not today's; what was owed and not yet done is owed once more, which changes nothing.

    Raises EngineDown: the next round comes a day later, and a weight waits for that.
    """
    held, today = engine().values("weight"), timezone.localdate(at)
    rows = live_practices().order_by("pk").values_list("pk", "start", "end", "stage", "last_published_at").iterator()
    changed = [
        pk for pk, start, end, stage, published in rows if pk in held and held[pk] != practice_weight(start, end, stage, published, today)
    ]
    for start in range(0, len(changed), CHUNK):
        with transaction.atomic():
            owe_again(changed[start:start + CHUNK])
