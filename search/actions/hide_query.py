"""Words of the query log that are noise."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from search.models import HiddenQuery
from search.permissions import user_can_read_queries
from search.rules.query_log import kept_words


class NothingToHide(ValueError):
    """What was sent are no words of the log."""


def hide_query(words: str, by: User, at: datetime) -> None:
    """Leave the words out of the editors' lists; twice is once. Raises PermissionDenied, NothingToHide."""
    if not user_can_read_queries(by):
        raise PermissionDenied
    if not words or kept_words(words) != words:
        raise NothingToHide(words[:100])
    HiddenQuery.objects.bulk_create([HiddenQuery(words=words, hidden_at=at)], ignore_conflicts=True)


def show_query(words: str, by: User, at: datetime) -> None:
    """Back into the lists. Raises PermissionDenied, NothingToHide."""
    if not user_can_read_queries(by):
        raise PermissionDenied
    if "\0" in words:
        raise NothingToHide(words[:100])
    HiddenQuery.objects.filter(words=words).delete()
