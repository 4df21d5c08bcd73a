"""The desk of registrations: who waits in my region, one request, yes or no."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import limited
from accounts.models import User
from accounts.policy import fetch
from accounts.reading import note_read, note_reads
from components.paging import Counted, paged
from territories.actions.decide_registration import NotWaiting, approve, decline
from territories.models import RegistrationRequest, RegistrationState
from territories.permissions import user_can_decide_registrations
from territories.queries.registration import known_domain, requests_shown
from territories.registration_forms import DecideForm
from territories.rules.mail_domains import domain_of

PAGE = 25
TABS = ((RegistrationState.WAITING, ""), (RegistrationState.APPROVED, "approved"), (RegistrationState.DECLINED, "declined"))


def desk_only(request: HttpRequest) -> User:
    """The reader, if the desk is theirs. Raises Http404."""
    user = request.user
    if not isinstance(user, User) or not user_can_decide_registrations(user):
        raise Http404
    return user


@never_cache
@login_required
@require_safe
def registrations(request: HttpRequest) -> HttpResponse:
    """Waiting ones first, 25 a page (three queries beyond session, user and roles); whose lines were seen is noted."""
    reader, tab = desk_only(request), request.GET.get("tab", "")
    states = {name: state for state, name in TABS}
    if tab not in states:
        raise Http404
    query = f"tab={tab}&" if tab else ""
    pages = paged(Counted[RegistrationRequest](requests_shown(reader, states[tab])), request.GET.get("page", ""), PAGE, lambda n: f"?{query}page={n}")
    note_reads(reader, [str(row.user.public_id) for row in pages.rows], gettext_noop("list of registrations"), timezone.now())
    labels = {"": _("Waiting"), "approved": _("Confirmed"), "declined": _("Declined")}
    tabs = [(f"?tab={name}" if name else "?", labels[name], name == tab) for _state, name in TABS]
    return render(request, "territories/registrations.html", {"pages": pages, "tabs": tabs, "tab": tab})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("registrations")
def registration(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One request with what its mail domain tells; a POST decides."""
    reader = desk_only(request)
    row = fetch(reader, RegistrationRequest, "decide", public_id=public_id)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide(request, row, form, reader)
        return redirect("registration:list")
    note_read(reader, str(row.user.public_id), gettext_noop("registration of a user"), timezone.now())
    context = {"row": row, "form": form, "domain": domain_of(row.user.email), "known": known_domain(row.user.email)}
    return render(request, "territories/registration.html", context, status=422 if form.errors else 200)


def decide(request: HttpRequest, row: RegistrationRequest, form: DecideForm, by: User) -> None:
    """Do it and say so; a colleague may have been quicker."""
    try:
        if form.cleaned_data["act"] == "approve":
            approve(row, by, timezone.now())
            messages.success(request, _("Confirmed: the person is told by mail and sees the desk of a municipal user."))
        else:
            decline(row, form.cleaned_data["reason"], by, timezone.now())
            messages.success(request, _("Declined: the person is told the reason by mail."))
    except NotWaiting:
        messages.error(request, _("This request has been decided already."))
