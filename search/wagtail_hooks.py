"""What Wagtail's admin learns from this room, and what the search learns from the admin."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from accounts.policies import RolePolicy
from search.models import SynonymRule
from search.permissions import EDITORS
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
