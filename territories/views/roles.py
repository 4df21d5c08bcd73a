"""Roles in territories on the desk of administrators: who works where, give, end."""
from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.policy import fetch
from accounts.reading import note_reads
from components.paging import paged
from ops.forms import UnknownKey, issue_key, once
from territories.actions.end_territory_role import end_territory_role
from territories.actions.give_territory_role import HeldAlready, give_territory_role
from territories.models import TERRITORIAL_ROLES, TerritoryRole
from territories.permissions import user_can_manage_territory_roles
from territories.queries import territory_roles
from territories.role_forms import TerritoryRoleForm

GIVE, END = "territory-role-give", "territory-role-end"
ON_PAGE, LONGEST = 50, 100


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """The list with its filters in the address, and the form; what was typed stays with its error. Whose lines were seen is noted."""
    if not user_can_manage_territory_roles(request.user):
        raise Http404
    form = TerritoryRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and give(request, form):
        return redirect("territory-roles:list")
    asked = {name: request.GET[name][:LONGEST] for name in ("q", "role", "ended") if request.GET.get(name)}
    rows: Any = territory_roles(asked.get("q", "").strip(), asked.get("role", ""), "ended" in asked, timezone.localdate())
    start = f"?{urlencode(asked)}&" if asked else "?"
    pages = paged(rows, request.GET.get("page", ""), ON_PAGE, lambda number: f"{start}page={number}")
    seen = {str(row.user.public_id) for row in pages.rows}
    note_reads(request.user, seen, gettext_noop("list of roles in territories"), timezone.now())  # type: ignore[arg-type]
    context = {
        "form": form, "pages": pages, "asked": asked, "key": issue_key(GIVE, request.user), "choices": [(r.value, r.label) for r in TERRITORIAL_ROLES],
        "end_key": issue_key(END, request.user) if pages.total else "", "today": timezone.localdate(),
    }
    return render(request, "territories/roles/list.html", context, status=422 if form.errors else 200)


def give(request: HttpRequest, form: TerritoryRoleForm) -> bool:
    """Give it under the key of the form; False with an error in the form."""
    data = form.cleaned_data

    def act() -> str:
        return str(give_territory_role(
            data["email"], form.chosen_role(), form.territory(), request.user, timezone.now(), data["since"], data["until"],  # type: ignore[arg-type]
        ).public_id)

    try:
        once(data["key"], GIVE, request.user, act)
    except HeldAlready:
        form.add_error(None, _("This person holds the role there in that time already. End that one first, or choose other dates."))
    except UnknownKey:
        form.add_error(None, _("This page was open for too long. Look at what you typed and send it again."))
    else:
        messages.success(request, _("The role is given."))
        return True
    return False


@login_required
@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End one role today."""
    row = fetch(request.user, TerritoryRole, "end", public_id=public_id)

    def act() -> str:
        end_territory_role(row, request.user, timezone.now())  # type: ignore[arg-type]
        return str(row.public_id)

    try:
        if once(request.POST.get("key", ""), END, request.user, act).text != str(public_id):
            raise UnknownKey
        messages.success(request, _("The role has ended."))
    except UnknownKey:
        messages.error(request, _("This page was open for too long. Look at the list again and repeat."))
    return redirect("territory-roles:list")
