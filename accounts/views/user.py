"""One account on the desk: who, roles, second factor, devices, log; and the acts of an administrator."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.block_user import block_user, unblock_user
from accounts.actions.grant_role import grant_role
from accounts.actions.last_administrator import LastAdministrator
from accounts.actions.reset_second_factor import reset_second_factor, sign_out_everywhere
from accounts.actions.revoke_role import revoke_role
from accounts.limits import limited
from accounts.models import User
from accounts.policy import fetch
from accounts.queries.sessions import open_sessions
from accounts.queries.users import factors_of, log_of_access
from accounts.reading import note_read
from accounts.roles import Role
from accounts.users_forms import ActForm
from accounts.views.users import desk_only

Act = Callable[[User, dict[str, Any], User], object]
ACTS: dict[str, Act] = {
    "grant": lambda user, data, by: grant_role(user, Role(data["role"]), by, timezone.now()),
    "revoke": lambda user, data, by: revoke_role(user, Role(data["role"]), by, timezone.now()),
    "block": lambda user, data, by: block_user(user, data["reason"], by, timezone.now()),
    "unblock": lambda user, data, by: unblock_user(user, data["reason"], by, timezone.now()),
    "reset": lambda user, data, by: reset_second_factor(user, data["reason"], by, timezone.now()),
    "signout": lambda user, data, by: sign_out_everywhere(user, data["reason"], by, timezone.now()),
}


def said(act: str) -> str:
    """What is said after an act."""
    return {
        "grant": _("The role is given."), "revoke": _("The role is taken away."), "block": _("The user is blocked and signed out everywhere."),
        "unblock": _("The user can sign in again."), "reset": _("The second factor is reset, the user is told by mail."),
        "signout": _("The user is signed out everywhere."),
    }[act]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("desk_users")
def user_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page of an account (seven queries beyond session, user and roles); a POST does one act and comes back."""
    reader = desk_only(request)
    user = fetch(reader, User, "administer", public_id=public_id)
    form = ActForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if done(request, user, form, reader):
            return redirect("users:user", public_id=user.public_id)
        user.refresh_from_db()
    note_read(reader, str(user.public_id), gettext_noop("account of a user"), timezone.now())
    held = [role for role in Role if role.value in user.roles]
    context = {
        "person": user, "form": form, "held": held, "free": [role for role in Role if role not in held and role != Role.VISITOR],
        "factors": factors_of(user), "sessions": open_sessions(user, None), "log": log_of_access(user), "is_self": user.pk == reader.pk,
    }
    return render(request, "accounts/users/user.html", context, status=422 if form.errors else 200)


def done(request: HttpRequest, user: User, form: ActForm, by: User) -> bool:
    """Do the act; False with an error in the form."""
    act = form.cleaned_data["act"]
    try:
        changed = ACTS[act](user, form.cleaned_data, by)
    except LastAdministrator:
        form.add_error(None, _("This is the last active administrator. Make somebody else an administrator first."))
        return False
    except PermissionDenied:
        raise Http404 from None
    if changed is False:
        messages.info(request, _("It was so already: nothing has changed."))
    else:
        messages.success(request, said(act))
    return True
