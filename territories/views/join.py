"""Registration: the form of a visitor; for somebody signed in, where the request stands."""
from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import TooMany, limited, spend, too_many
from accounts.models import User
from accounts.roles import Role
from territories.actions.join import Application, ask_again, join
from territories.models import RegistrationRequest, RegistrationState
from territories.registration_forms import AskAgainForm, JoinForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("join")
def join_view(request: HttpRequest) -> HttpResponse:
    """The form; what was typed survives an error, the password alone is asked again. The answer is one for every address."""
    if isinstance(request.user, User):
        return standing(request, request.user)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            spend(request, "join_address", key=data["email"].lower())
        except TooMany as refusal:
            return too_many(request, refusal)
        join(Application(data["name"], data["email"], data["password"], data["municipality"], (get_language() or "ru")[:2]), timezone.now())
        return redirect("registration:sent")
    return render(request, "territories/join.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """A letter is on its way: which one only its reader learns."""
    return render(request, "territories/join_sent.html")


def standing(request: HttpRequest, user: User) -> HttpResponse:
    """The latest request of this person; without an open one and without the role another may be sent."""
    latest = RegistrationRequest.objects.filter(user=user).select_related("municipality__territory", "municipality__region__territory").order_by("-pk").first()
    may_ask = not user.has_role(Role.MUNICIPAL_USER) and (latest is None or latest.state == RegistrationState.DECLINED)
    form = AskAgainForm(request.POST or None) if may_ask else None
    if form is not None and request.method == "POST" and form.is_valid():
        ask_again(user, form.cleaned_data["municipality"], timezone.now())
        messages.success(request, _("Your request is sent."))
        return redirect("registration:join")
    context = {"latest": latest, "form": form}
    return render(request, "territories/join_standing.html", context, status=422 if form is not None and form.errors else 200)
