"""The back office opens a model's routes only to holders of some right to the model; Wagtail's choosers ask for none.

A chooser of Wagtail lists every row to everybody with access to its admin, drafts too, and some views answer before they check.
"""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from accounts.policy import Absent

RIGHTS = frozenset({"add", "change", "delete", "view", "choose"})


@lru_cache(maxsize=1)
def models_by_namespace() -> dict[str, type[Model]]:
    """URL namespaces of the screens and choosers of every registered model."""
    found: dict[str, type[Model]] = {}
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        found[viewset.get_admin_url_namespace()] = found[viewset.get_chooser_admin_url_namespace()] = model
    return found


class BackOfficeRights:
    """Whoever has no right to a model finds none of its routes in the admin. Who may not enter the admin at all is Wagtail's question."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raises Absent."""
        match = request.resolver_match
        model = models_by_namespace().get(match.namespace) if match and request.path_info.startswith("/admin/") else None
        if model is None or not request.user.has_perm("wagtailadmin.access_admin"):
            return
        if not policy_registry.get_by_type(model).user_has_any_permission(request.user, RIGHTS):
            raise Absent
