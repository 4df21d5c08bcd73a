"""What Wagtail's admin learns from this room."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from accounts.policies import RolePolicy
from school.backoffice import say_in_use, uses
from school.models import Intake, Programme
from school.states import MANAGERS
from school.viewsets import SchoolGroup

for model in (Programme, Intake):
    register_permission_policy(model, RolePolicy(model, sorted(MANAGERS)))
register_snippet(SchoolGroup)


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def keep_what_is_used(request: HttpRequest, action_type: str, objects: Sequence[Model], action: Any) -> HttpResponse | None:
    """Deleting many at once stops at the first that is in use."""
    if action_type != "delete" or not issubclass(action.model, Programme | Intake):
        return None
    for row in objects:
        if isinstance(row, Programme | Intake) and uses(row):
            say_in_use(request, row)
            return redirect(action.next_url)
    return None
