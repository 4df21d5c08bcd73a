"""One's own consents: each with a box of its own, its words, and the way back."""
from __future__ import annotations

import uuid

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.give_consent import NewerWords, give_consent
from accounts.actions.withdraw_consent import withdraw_consent
from accounts.limits import limited
from accounts.models import Consent, ConsentVersion, User
from accounts.policy import fetch
from accounts.queries.consents import consents_for


@never_cache
@login_required
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """All consents of this person (two queries beyond session, user and roles)."""
    return page(request)


def page(request: HttpRequest, untouched: str = "", status: int = 200) -> HttpResponse:
    """The list; `untouched` is the code of a consent whose box was left empty."""
    user = request.user
    assert isinstance(user, User)
    return render(request, "accounts/consents/list.html", {"rows": consents_for(user), "untouched": untouched}, status=status)


@login_required
@require_POST
@limited("consents")
def give(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Agree to the words of this page; without a tick nothing is given. Twice is once by its own rule."""
    user = request.user
    assert isinstance(user, User)
    version = fetch(user, ConsentVersion, type__code=code, number=number)
    if request.POST.get("agree") != "yes":
        return page(request, untouched=code, status=422)
    try:
        give_consent(version, user, timezone.now(), get_adapter(request).get_client_ip(request))
    except NewerWords:
        messages.error(request, _("The text has changed meanwhile. Read the new one, then decide."))
        return redirect("accounts:consents")
    messages.success(request, _("Your consent is kept. You can withdraw it here at any time."))
    return redirect("accounts:consents")


@never_cache
@login_required
@limited("consents")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """First what follows, then the button."""
    user = request.user
    assert isinstance(user, User)
    consent = fetch(user, Consent, "withdraw", public_id=public_id)
    if not consent.is_active:
        return redirect("accounts:consents")
    if request.method == "POST":
        withdraw_consent(consent, user, timezone.now())
        messages.success(request, _("The consent is withdrawn: it no longer holds from this moment."))
        return redirect("accounts:consents")
    return render(request, "accounts/consents/withdraw.html", {"consent": consent, "version": consent.version})


@require_safe
def words(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """The words of the newest version, or of an earlier one, for anybody."""
    return render(request, "accounts/consents/words.html", words_context(request, code, number))


@require_safe
def print_words(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The words alone, on white, for paper."""
    return render(request, "accounts/consents/print.html", words_context(request, code, number))


def words_context(request: HttpRequest, code: str, number: int | None) -> dict[str, object]:
    """The version and its neighbours (one query). Raises Http404."""
    versions = list(ConsentVersion.objects.filter(type__code=code).select_related("type"))
    version = next((row for row in versions if number in (None, row.number)), None)
    if version is None:
        raise Http404
    return {"version": version, "versions": versions, "is_newest": version is versions[0]}
