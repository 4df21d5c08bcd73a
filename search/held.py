"""What this room holds about a user, and how long it keeps what nobody confirmed or what was removed."""
from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.holding import Table, hold_tables
from accounts.models import User
from accounts.retention import delete_rows, retention_rule
from search.models import SavedSearch


def searches_of(user: User) -> Q:
    """The user's own, and subscriptions of the same address."""
    return Q(owner=user) | Q(address__iexact=user.email)


def hold() -> None:
    """Saved searches are handed out, and deleted."""
    hold_tables("search", (
        Table("search.SavedSearch", searches_of, _("Saved searches"), ("name", "query", "frequency", "asked_at", "confirmed_at", "looked_at")),
    ))


def unconfirmed(before: datetime) -> QuerySet[SavedSearch]:
    """Addresses that nobody confirmed: they may be somebody else's."""
    return SavedSearch.objects.filter(confirmed_at=None, asked_at__lt=before)


def removed(before: datetime) -> QuerySet[SavedSearch]:
    """Searches that were removed and not brought back."""
    return SavedSearch.objects.filter(removed_at__lt=before)


retention_rule("search.unconfirmed", _("Subscriptions whose address was not confirmed"), 7, unconfirmed, delete_rows, when="asked_at")
retention_rule("search.removed", _("Saved searches that were removed"), 1, removed, delete_rows, when="removed_at")
