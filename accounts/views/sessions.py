"""Where I am signed in: the list of devices, end one, end all others."""
from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.end_session import end_other_sessions, end_session
from accounts.limits import limited
from accounts.models import User
from accounts.queries.sessions import open_sessions


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("sessions")
def sessions(request: HttpRequest) -> HttpResponse:
    """The devices; a POST with `session` ends that one, without it all others."""
    user = request.user
    assert isinstance(user, User)
    if request.method == "POST":
        return ended(request, user)
    return render(request, "accounts/sessions.html", {"sessions": open_sessions(user, request.session.session_key)})


def ended(request: HttpRequest, user: User) -> HttpResponse:
    """Say what was ended; a row that is gone or somebody else's is answered alike."""
    wanted = request.POST.get("session", "")
    if wanted:
        end_session(user, int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0)
        messages.success(request, _("The device is signed out."))
    else:
        count = end_other_sessions(user, request.session.session_key)
        messages.success(request, ngettext("%(n)d other device is signed out.", "%(n)d other devices are signed out.", count) % {"n": count})
    return redirect("accounts:sessions")
