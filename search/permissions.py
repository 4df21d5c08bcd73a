"""Who may teach the search, and whose a saved search is."""
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.policy import rule, scope
from accounts.roles import Role
from search.models import SavedSearch

EDITORS = (Role.CONTENT_EDITOR, Role.ADMINISTRATOR)


def user_can_read_queries(user: Any) -> bool:
    """Who may teach the search sees what it was asked."""
    return bool(user.is_authenticated and user.has_role(*EDITORS))


def user_can_save_searches(user: Any) -> bool:
    """Everybody who is signed in keeps searches."""
    return bool(user.is_authenticated and user.is_active)


@rule(SavedSearch, "view", "change")
def owns_search(user: Any, search: SavedSearch) -> bool:
    """Its owner, no administrator; a subscription is its address's alone, by the link in its letters."""
    return bool(user.is_authenticated and search.owner_id == user.pk)


@scope(SavedSearch)
def searches_for(user: Any) -> QuerySet[SavedSearch]:
    """One's own."""
    return SavedSearch.objects.filter(owner_id=user.pk) if user.is_authenticated else SavedSearch.objects.none()
