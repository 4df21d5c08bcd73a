"""What Wagtail's admin learns from this room."""
from __future__ import annotations

from collections.abc import Sequence

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


@hooks.register("before_delete_snippet")  # type: ignore[untyped-decorator]
def keep_what_is_used(request: HttpRequest, rows: Sequence[Model]) -> HttpResponse | None:
    """Deleting many at once stops at the first that is in use, before Wagtail refuses without a word."""
    for row in rows:
        if isinstance(row, Programme | Intake) and uses(row):
            say_in_use(request, row)
            return redirect(f"wagtailsnippets_school_{row._meta.model_name}:list")
    return None
