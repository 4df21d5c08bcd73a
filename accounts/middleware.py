"""How long a session lives, who must have a second factor, and what a cached page depends on."""
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.sessions import IDLE_STAFF, idle_limit, is_over

Next = Callable[[HttpRequest], HttpResponse]
BEGAN, SEEN = "began_at", "seen_at"
SEEN_EVERY = timedelta(minutes=1)
QUIET = "/admin/editing-sessions/"  # Wagtail's open editor asks by itself; that is no sign of life
LIVE = "/live/"  # so do pages that watch a job
GUARDED = ("/desk/", "/admin/")


def begin(request: HttpRequest) -> None:
    """Note when this session began."""
    request.session[BEGAN] = request.session[SEEN] = timezone.now().timestamp()


class SessionLife:
    """Ends a session 12 hours after sign-in, or after 1 hour (staff) or 8 hours (others) without a request."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing is read for a visitor without a session cookie."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            self.end_or_note(request)
        return self.get_response(request)

    def end_or_note(self, request: HttpRequest) -> None:
        """An ended session is emptied; a living one is noted once a minute, to spare the database."""
        now = timezone.now()
        began, seen = (datetime.fromtimestamp(request.session.get(key, 0), UTC) for key in (BEGAN, SEEN))
        # who they are is asked only when the answer matters: the roles cost a query
        idle = idle_limit(now - seen >= IDLE_STAFF and request.user.is_staff)
        if is_over(began, seen, now, idle):
            logout(request)
            messages.info(request, _("You have been signed out to protect your account. Sign in again to go on."))
        elif now - seen >= SEEN_EVERY and not (request.path_info.startswith(QUIET) or request.path_info.endswith(LIVE)):
            request.session[SEEN] = now.timestamp()


class SecondFactor:
    """Outside the demo staff reach neither desk nor admin before they have set up a second factor."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leads to the set-up page instead."""
        if not settings.DEMO and guarded(request.path_info) and must_set_up(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def guarded(path: str) -> bool:
    """Whether the address belongs to the desks or the admin, in any language."""
    for code, _name in settings.LANGUAGES:
        path = path.removeprefix(f"/{code}") if path.startswith(f"/{code}/") else path
    return path.startswith(GUARDED)


def must_set_up(request: HttpRequest) -> bool:
    """Whether this is a member of staff with neither an authenticator app nor a passkey."""
    user = request.user
    return isinstance(user, User) and user.is_staff and not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


class VaryByDisplay:
    """A page that was drawn with somebody's theme and text size must not be cached for others."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds `Vary: Cookie` where the settings were read."""
        response = self.get_response(request)
        if getattr(request, "display_was_read", False):
            patch_vary_headers(response, ["Cookie"])
        return response
