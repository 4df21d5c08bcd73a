"""One's own account: name, language of letters, and the doors to password and second factor."""
from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.change_account import change_account
from accounts.forms import AccountForm
from accounts.limits import limited
from accounts.models import User


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("account")
def account(request: HttpRequest) -> HttpResponse:
    """Shows and saves what somebody may change about themselves."""
    user = request.user
    assert isinstance(user, User)
    form = AccountForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        change_account(user, form.cleaned_data["name"], form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return redirect("accounts:account")
    return render(request, "accounts/account.html", {"form": form, "has_second_factor": is_mfa_enabled(user)})
