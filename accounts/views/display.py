"""Theme and text size, chosen in the header of any page."""
from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.actions.set_display import set_display
from accounts.context import SIZE_COOKIE, THEME_COOKIE
from accounts.forms import DisplayForm
from accounts.limits import limited
from accounts.models import User

YEAR = 365 * 24 * 3600


@csrf_exempt  # a token in the header of every page would set a cookie for every visitor; the origin is checked instead
@require_POST
@limited("display")
def display(request: HttpRequest) -> HttpResponse:
    """Store theme and text size (with the user, or in a visitor's cookies for a year) and go back; 204 for a script."""
    if urlsplit(request.headers.get("Origin") or request.headers.get("Referer", "")).netloc != request.get_host():
        raise PermissionDenied
    form = DisplayForm(request.POST)
    form.is_valid()
    theme, size = form.cleaned_data.get("theme") or None, form.cleaned_data.get("text_size")
    back = request.POST.get("next", "")
    response: HttpResponse = HttpResponseRedirect(back if is_own(request, back) else "/")
    if request.headers.get("X-Requested-With") == "fetch":
        response = HttpResponse(status=204)
    if isinstance(request.user, User):
        set_display(request.user, theme, size)
        return response
    for name, value in ((THEME_COOKIE, theme), (SIZE_COOKIE, size)):
        if value is not None:
            response.set_cookie(name, str(value), max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True)
    return response


def is_own(request: HttpRequest, url: str) -> bool:
    """Whether an address is one of this very site."""
    return url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())
