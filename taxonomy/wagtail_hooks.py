"""What Wagtail's admin learns from this room."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from accounts.policies import RolePolicy
from taxonomy.models import NationalProject, Sector, Tag
from taxonomy.permissions import EDITORS
from taxonomy.queries import uses_of
from taxonomy.viewsets import TaxonomyGroup, say_in_use

for model in (Sector, Tag, NationalProject):
    register_permission_policy(model, RolePolicy(model, EDITORS))
register_snippet(TaxonomyGroup)


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]
def register_log_actions(actions: LogActionRegistry) -> None:
    """An entry of a sector's history that is ours."""
    actions.register_action("taxonomy.merge", gettext_lazy("Merge"), gettext_lazy("Took over another sector and its code"))


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def keep_what_is_used(request: HttpRequest, action_type: str, objects: Sequence[Model], action: Any) -> HttpResponse | None:
    """Deleting many at once stops at the first that is in use."""
    if action_type != "delete" or not issubclass(action.model, Sector | Tag | NationalProject):
        return None
    if count := sum(uses_of(row) for row in objects):
        say_in_use(request, count)
        return redirect(action.next_url)
    return None
