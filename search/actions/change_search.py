"""Rename a saved search, tell of it more or less often, remove it and bring it back, note that its news were looked at."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.policy import can
from search.actions.save_search import MOST, TooManySaved
from search.actions.subscribe import MOST_SUBSCRIBED, TooManySubscribed, lock_address
from search.models import SavedSearch
from search.news import newest_number
from search.rules.saved import NAME_LENGTH, cut
from search.saving import next_look, tell_from_now


def locked(search: SavedSearch, by: User | None) -> SavedSearch:
    """The row under its lock. `by` None is whoever holds the link of a subscription. Raises PermissionDenied."""
    if search.owner_id is not None and not can(by, "change", search):
        raise PermissionDenied
    return SavedSearch.objects.select_for_update().get(pk=search.pk)


@transaction.atomic
def change_search(search: SavedSearch, name: str, frequency: str, by: User | None, at: datetime) -> SavedSearch:
    """Raises PermissionDenied."""
    row = locked(search, by)
    row.name, row.frequency = cut(name, NAME_LENGTH) or row.name, frequency
    tell_from_now(row, at)
    row.save(update_fields=["name", "frequency", "next_at", "told"])
    return row


@transaction.atomic
def remove_search(search: SavedSearch, by: User | None, at: datetime) -> SavedSearch:
    """It tells no more; for a day it can come back, then it is deleted. Raises PermissionDenied."""
    row = locked(search, by)
    row.removed_at, row.next_at = row.removed_at or at, None
    row.save(update_fields=["removed_at", "next_at"])
    return row


@transaction.atomic
def restore_search(search: SavedSearch, by: User | None, at: datetime) -> SavedSearch:
    """As before; what was published meanwhile is not told. Raises PermissionDenied, TooManySaved, TooManySubscribed."""
    if search.owner_id is not None:
        User.objects.select_for_update().get(pk=search.owner_id)  # first, as in `save_search`
    else:
        lock_address(search.address)
    row = locked(search, by)
    if row.removed_at is not None:
        require_room(row)
        row.removed_at, row.told = None, newest_number()
        row.next_at = next_look(row, at)
        row.save(update_fields=["removed_at", "told", "next_at"])
    return row


def require_room(row: SavedSearch) -> None:
    """A search that comes back counts like a new one. Raises TooManySaved, TooManySubscribed."""
    others = SavedSearch.objects.filter(owner=row.owner_id, address=row.address, removed_at=None)
    if row.owner_id is not None and others.count() >= MOST:
        raise TooManySaved
    if row.owner_id is None and row.confirmed_at is not None and others.filter(confirmed_at__isnull=False).count() >= MOST_SUBSCRIBED:
        raise TooManySubscribed


@transaction.atomic
def look_at_search(search: SavedSearch, by: User, at: datetime) -> SavedSearch:
    """What is new begins anew. Raises PermissionDenied."""
    row = locked(search, by)
    row.seen, row.looked_at = newest_number(), at
    row.save(update_fields=["seen", "looked_at"])
    return row
