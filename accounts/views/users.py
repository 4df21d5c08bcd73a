"""The desk of users: list, search, file; invitations."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.invite import AlreadyHere, NotOpen, invite, send_again, take_back
from accounts.limits import limited
from accounts.models import Invitation, User
from accounts.permissions import user_can_see_users
from accounts.policy import fetch
from accounts.queries.users import invitations_shown, role_labels, users_found
from accounts.reading import note_reads
from accounts.roles import Role
from accounts.users_forms import FindForm, InviteForm
from components.paging import Counted, paged
from ops.forms import UnknownKey, issue_key, once
from ops.sheets import KINDS, sheet_response

PAGE = 25
INVITE = "invite"


def desk_only(request: HttpRequest) -> User:
    """The reader, if the desk is theirs. Raises Http404."""
    user = request.user
    if not isinstance(user, User) or not user_can_see_users(user):
        raise Http404
    return user


@never_cache
@login_required
@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """The list, 25 a page (six queries beyond session, user and roles); whose lines were seen is noted."""
    reader = desk_only(request)
    form = FindForm(request.GET)
    wanted = form.wanted()
    query = {name: value for name, value in vars(wanted).items() if value}
    pages = paged(Counted[User](users_found(reader, wanted)), request.GET.get("page", ""), PAGE, lambda n: "?" + urlencode({**query, "page": n}))
    rows = [(user, role_labels(user)) for user in pages.rows]
    note_reads(reader, [str(user.public_id) for user, _roles in rows], gettext_noop("list of users"), timezone.now())
    now = timezone.now()
    context = {
        "form": form, "pages": pages, "rows": rows, "query": urlencode(query), "narrowed": bool(query),
        "invitations": [(row, row.state(now).value, [Role(role).label for role in row.roles]) for row in invitations_shown(reader)],
    }
    return render(request, "accounts/users/list.html", context)


@never_cache
@login_required
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same list as a file; every line of it is noted as read."""
    reader = desk_only(request)
    if kind not in KINDS:
        raise Http404
    found = list(users_found(reader, FindForm(request.GET).wanted()))
    note_reads(reader, [str(user.public_id) for user in found], gettext_noop("file of users"), timezone.now())
    head = [_("E-mail address"), _("Name"), _("Roles"), _("State"), _("Second factor"), _("Since")]
    return sheet_response(kind, "users", head, lines(found), _("Users"))


def lines(found: list[User]) -> Iterator[list[object]]:
    """Cells of the file."""
    for user in found:
        state, factor = _("active") if user.is_active else _("blocked"), _("on") if user.has_factor else _("off")  # type: ignore[attr-defined]
        yield [user.email, user.name, ", ".join(role_labels(user)), state, factor, timezone.localtime(user.date_joined).date()]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("invite")
def invite_view(request: HttpRequest) -> HttpResponse:
    """The form of an invitation; what was typed survives an error."""
    reader = desk_only(request)
    form = InviteForm(request.POST or None, initial={"language": "ru", "key": issue_key(INVITE, reader)} if request.method != "POST" else None)
    if request.method == "POST" and form.is_valid() and invited(form, reader, timezone.now()):
        messages.success(request, _("The invitation is on its way."))
        return redirect("users:list")
    return render(request, "accounts/users/invite.html", {"form": form}, status=422 if form.errors else 200)


def invited(form: InviteForm, by: User, at: datetime) -> bool:
    """Send it once; False with an error in the form."""
    data = form.cleaned_data
    roles = tuple(Role(role) for role in data["roles"])
    try:
        once(data["key"], INVITE, by, lambda: str(invite(data["email"], data["name"], roles, data["language"], by, at).public_id))
    except AlreadyHere:
        form.add_error("email", _("This address has an account or an invitation already. Look in the list; send the invitation again from there."))
        return False
    except UnknownKey:
        form.add_error(None, _("This page was open for too long. Send the form again."))
        form.data = {**{name: str(data[name]) for name in ("email", "name", "language")}, "roles": data["roles"], "key": str(issue_key(INVITE, by))}
        return False
    return True


@login_required
@require_POST
@limited("desk_users")
def invitation_act(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the letter again, or take the invitation back."""
    reader = desk_only(request)
    row = fetch(reader, Invitation, "change", public_id=public_id)
    acts = {"again": (send_again, _("The invitation is sent again; the former link no longer works.")),
            "back": (take_back, _("The invitation is taken back."))}
    if request.POST.get("act") not in acts:
        raise Http404
    act, said = acts[request.POST["act"]]
    try:
        act(row, reader, timezone.now())
        messages.success(request, said)
    except NotOpen:
        messages.error(request, _("The invitation has been accepted or taken back meanwhile."))
    return redirect("users:list")
