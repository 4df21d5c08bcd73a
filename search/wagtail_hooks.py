"""What Wagtail's admin learns from this room, and what the search learns from the admin."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from accounts.policies import RolePolicy
from search.models import SynonymRule
from search.permissions import EDITORS, user_can_read_queries
from search.views.query_reports import MostAsked, NothingFound, hide
from search.viewsets import SynonymRuleViewSet
from search.vocabulary import vocabulary_changed
from taxonomy.models import Sector
from territories.models import PeerGroup

NAMED = (Sector, PeerGroup, SynonymRule)

register_permission_policy(SynonymRule, RolePolicy(SynonymRule, EDITORS))
register_snippet(SynonymRuleViewSet)


@hooks.register("after_create_snippet")  # type: ignore[untyped-decorator]
@hooks.register("after_edit_snippet")  # type: ignore[untyped-decorator]
def names_changed(request: HttpRequest, instance: Any) -> None:
    """A renamed sector, group or rule is shown by its new name at once, in every process."""
    if isinstance(instance, NAMED):
        vocabulary_changed()


@hooks.register("after_delete_snippet")  # type: ignore[untyped-decorator]
def names_deleted(request: HttpRequest, instances: list[Any]) -> None:
    """The same for what is gone."""
    if any(isinstance(instance, NAMED) for instance in instances):
        vocabulary_changed()


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def query_addresses() -> list[URLPattern]:
    """The lists of the query log."""
    return [
        path("reports/nothing-found/", NothingFound.as_view(), name="queries-nothing"),
        path("reports/nothing-found/results/", NothingFound.as_view(results_only=True), name="queries-nothing-results"),
        path("reports/most-asked/", MostAsked.as_view(), name="queries-asked"),
        path("reports/most-asked/results/", MostAsked.as_view(results_only=True), name="queries-asked-results"),
        path("reports/hide-query/", hide, name="queries-hide"),
    ]


class QueryItem(MenuItem):
    """For who may read them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By role."""
        return user_can_read_queries(request.user)


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]
def nothing_found_item() -> MenuItem:
    """The way to what found nothing."""
    return QueryItem(gettext_lazy("Searches that found nothing"), reverse("queries-nothing"), name="queries-nothing", icon_name="search", order=100)


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]
def most_asked_item() -> MenuItem:
    """The way to the most frequent searches."""
    return QueryItem(gettext_lazy("Most frequent searches"), reverse("queries-asked"), name="queries-asked", icon_name="search", order=110)
