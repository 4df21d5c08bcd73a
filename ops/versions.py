"""Numbers that only grow, drawn before the row is read (decision 8)."""
from django.db import transaction
from django.db.models import F

from ops.models import Counter


def next_version(name: str) -> int:
    """The next number of this counter, from 1; concurrent callers never get the same one."""
    with transaction.atomic():
        Counter.objects.get_or_create(name=name)
        Counter.objects.filter(name=name).update(value=F("value") + 1)  # the update locks the row until the end of the transaction
        return Counter.objects.values_list("value", flat=True).get(name=name)
