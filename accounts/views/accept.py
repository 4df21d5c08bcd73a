"""The link of an invitation: name, password, and the account is there."""
from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.accept_invitation import InvitationGone, accept_invitation, open_invitation
from accounts.limits import limited
from accounts.roles import Role
from accounts.users_forms import AcceptForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("invitation", key="token")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The form, or one page for every link that no longer works. Nobody is signed in by it: the door asks for the new password."""
    try:
        row = open_invitation(token, timezone.now())
        form = AcceptForm(request.POST or None, email=row.email, initial={"name": row.name})
        if request.method == "POST" and form.is_valid():
            accept_invitation(token, form.cleaned_data["name"], form.cleaned_data["password"], timezone.now())
            messages.success(request, _("Your account is ready. Sign in with your address and the password that you have just set."))
            return redirect("account_login")
    except InvitationGone:
        return render(request, "accounts/users/invitation_gone.html", status=410)
    context = {"form": form, "invitation": row, "roles": [Role(role).label for role in row.roles]}
    response = render(request, "accounts/users/accept.html", context, status=422 if form.errors else 200)
    response["X-Robots-Tag"] = "noindex"
    return response
