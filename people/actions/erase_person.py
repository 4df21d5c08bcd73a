"""Take everything personal out of a row that others point at."""
from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from people.models import BlockKey, Duplicate, Merge, Person


def anonymise_person(person: Person, at: datetime) -> None:
    """Empty the row (names, dates, contacts, account), its posts, keys and pairs, and the values that its merges kept. Links of others survive.

    Called by the erasure of one person's data and when a merge can no longer be undone; whoever calls has checked who may.
    """
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        locked.family = locked.given = locked.patronymic = locked.email = locked.phone = ""
        locked.birth_date = locked.sex = locked.user = None
        locked.anonymised_at = locked.updated_at = at
        locked.save()
        BlockKey.objects.filter(person=locked).delete()
        for side in ("first", "second"):
            Duplicate.objects.filter(**{side: locked}).delete()
        for side in ("kept", "gone"):
            Merge.objects.filter(closed_at__isnull=True, **{side: locked}).update(changes="", closed_at=at)
        empty_posts(locked, at)


def empty_posts(person: Person, at: datetime) -> None:
    """Delete posts: a place, a title and two dates name a head of a municipality. One that others stand on is emptied but for its place."""
    for post in person.posts.all():
        try:
            with transaction.atomic():
                post.delete()
        except (ProtectedError, RestrictedError):
            post.title, post.started_on, post.ended_on, post.subordinates, post.budget_krub = "", None, None, None, None
            post.updated_at = at
            post.save()
