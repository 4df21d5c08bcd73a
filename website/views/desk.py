"""One's own desk: who I am here and which sections I may open."""
from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.roles import Role
from website import desk as sections


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Roles in their order, then the sections that this reader may open (a query beyond session and user, and one for each section where something can wait)."""
    user = request.user
    assert isinstance(user, User)
    context = {
        "roles": [role.label for role in Role if role.value in user.roles],
        "sections": sections.links(user, request.path, start=True),
        "may_edit": user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "website/desk.html", context)
