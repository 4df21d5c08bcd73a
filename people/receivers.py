"""What follows when a person was written: whoever may be the same is looked for; and what the days bring."""
from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ops.clock import duty
from ops.models import OutboxRow
from ops.outbox import handles
from people.actions.close_merges import close_merges
from people.actions.find_duplicates import propose
from people.models import Person


@handles("person_saved", "find-duplicates", limit=100)
def look_for_duplicates(rows: list[OutboxRow]) -> None:
    """Compare the written people with those who share a key; a shadow or an erased row is nobody by now."""
    with transaction.atomic():
        people = Person.objects.current().defer("phone").filter(pk__in={int(row.key) for row in rows}).order_by("pk")
        propose(list(people), timezone.now())


@duty("people.close_merges", every=timedelta(days=1))
def end_of_undo(at: datetime) -> None:
    """Wipe what was kept for merges that can no longer be undone."""
    close_merges(at)
