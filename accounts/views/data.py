"""«My data»: take them along, see who looked, ask that they be erased."""
from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.ask_erasure import WrongPassword, ask_erasure
from accounts.actions.export_data import TooSoon, start_export
from accounts.actions.take_back_erasure import Decided, take_back_erasure
from accounts.limits import limited
from accounts.models import Erasure, User
from accounts.policy import fetch
from accounts.privacy_forms import ErasureForm
from accounts.queries.personal_data import SHOWN, export_view, last_erasure, looks_at
from ops.forms import UnknownKey, issue_key, once

EXPORT_KEY, ERASE_KEY = "data-export", "data-erase"


@never_cache
@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The three together (six queries beyond session, user and roles; a form key for each of the two forms)."""
    user = request.user
    assert isinstance(user, User)
    view = export_view(user, timezone.now())
    looks, total = looks_at(user)
    erasure = last_erasure(user)
    context = {
        "export": view, "looks": looks, "looks_total": total, "shown": SHOWN, "erasure": erasure,
        "erasure_open": erasure is not None and erasure.state in (Erasure.State.ASKED, Erasure.State.APPROVED),
    }
    if view.may_ask:
        context["key"] = issue_key(EXPORT_KEY, user)
    response = render(request, "accounts/data/data.html", context)
    if view.running:
        response["Refresh"] = "3"
    return response


@login_required
@require_POST
@limited("export")
def export(request: HttpRequest) -> HttpResponse:
    """Start the work once per form."""
    user = request.user
    assert isinstance(user, User)
    try:
        once(request.POST.get("key", ""), EXPORT_KEY, user, lambda: str(start_export(user, timezone.now()).public_id))
        messages.success(request, _("We are collecting your data. You may leave this page: a letter comes when they are ready."))
    except TooSoon as refusal:
        day = date_format(timezone.localtime(refusal.again_at), "j E, H:i")
        messages.error(request, _("Your data can be collected once a day. Take the file below, or ask again after %(day)s MSK.") % {"day": day})
    except UnknownKey:
        messages.error(request, _("This page was open for too long. Press the button once more."))
    return redirect("accounts:data")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("erasure")
def erase(request: HttpRequest) -> HttpResponse:
    """What an erasure means, then the password."""
    user = request.user
    assert isinstance(user, User)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and ask(request, user, form):
        return redirect("accounts:data")
    context = {"form": form, "key": issue_key(ERASE_KEY, user)}
    return render(request, "accounts/data/erase.html", context, status=422 if form.errors else 200)


def ask(request: HttpRequest, user: User, form: ErasureForm) -> bool:
    """Write the request down; False with an error in the form."""
    values = form.cleaned_data
    try:
        once(values["key"], ERASE_KEY, user, lambda: str(ask_erasure(user, values["password"], values["wish"], timezone.now()).public_id))
    except WrongPassword:
        form.add_error("password", _("The password is wrong. Check the keyboard layout and Caps Lock."))
        return False
    except UnknownKey:
        form.add_error(None, _("This page was open for too long. Enter the password and send it once more."))
        return False
    messages.success(request, _("Your request is written down. The data protection officer decides on it; you will get a letter."))
    return True


@login_required
@require_POST
def take_back(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """While nobody has decided."""
    user = request.user
    assert isinstance(user, User)
    try:
        take_back_erasure(fetch(user, Erasure, "take_back", public_id=public_id), user, timezone.now())
        messages.success(request, _("The request is taken back. Your data stay as they are."))
    except Decided:
        messages.error(request, _("The request has been decided already."))
    return redirect("accounts:data")
