"""End the time in which merges can be undone: what was kept for the way back is wiped."""
from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from people.actions.erase_person import anonymise_person
from people.models import Merge, Person


def close_merges(at: datetime) -> int:
    """Close merges whose days are over: shadows are emptied, old values deleted; an undone merge keeps its story only. How many. Each alone."""
    over = Merge.objects.filter(closed_at__isnull=True).filter(Q(undo_until__lt=at)).order_by("pk")
    keys = list(over.values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            gone = Person.objects.select_for_update(of=("self",)).get(merged_by__pk=key)  # people before merges, as everywhere
            if Merge.objects.select_for_update().get(pk=key).undone_at is None:
                anonymise_person(gone, at)
            Merge.objects.filter(pk=key).update(changes="", closed_at=at)
    return len(keys)
