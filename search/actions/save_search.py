"""Keep a search: once per state, whatever it is called."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language

from accounts.models import User
from search.models import SavedSearch
from search.news import newest_number
from search.permissions import user_can_save_searches
from search.rules.saved import NAME_LENGTH, cut
from search.saving import digest_of, tell_from_now

MOST = 30


class TooManySaved(Exception):
    """Somebody keeps `MOST` searches already."""


@transaction.atomic
def save_search(query: str, name: str, frequency: str, by: User, at: datetime) -> SavedSearch:
    """The search under this name; what is kept already is renamed, what was removed comes back. Raises PermissionDenied, TooManySaved."""
    if not user_can_save_searches(by):
        raise PermissionDenied
    User.objects.select_for_update().get(pk=by.pk)
    mine = SavedSearch.objects.filter(owner=by)
    row = mine.filter(digest=digest_of(query)).first()
    is_new = row is None or row.removed_at is not None
    if is_new and mine.filter(removed_at=None).count() >= MOST:
        raise TooManySaved
    row = row or SavedSearch(owner=by, query=query, digest=digest_of(query))
    row.name, row.frequency, row.language = cut(name, NAME_LENGTH), frequency, (get_language() or "ru")[:2]
    if is_new:
        row.asked_at = row.confirmed_at = row.looked_at = at
        row.removed_at, row.told = None, newest_number()
        row.seen = row.told
    tell_from_now(row, at)
    row.save()
    return row
