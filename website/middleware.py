"""One content security policy for the public, one for the editors; the language is the address's alone."""
from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class ContentSecurityPolicy(CSPMiddleware):
    """Chooses the policy by address, when the view has not."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> PolicyParts:
        """Strict everywhere; looser under `/admin/`; a previewed page may be framed by our own admin."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/") and not report_only and parts.config is None:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        if getattr(request, "is_preview", False):  # Wagtail runs the page through the middleware, then frames it
            parts.replace = {**(parts.replace or {}), "frame-ancestors": [SELF]}
        return parts


class RefuseNul:
    """An address with a NUL is answered 400 before anybody asks the database, which PostgreSQL would refuse with an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Raises BadRequest."""
        if "\0" in request.path_info:
            raise BadRequest
        return self.get_response(request)


class Locale(LocaleMiddleware):
    """Russian without prefix, English under /en/: what a browser prefers plays no part, so shared caches need not ask for it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """As Django's, without its `Vary: Accept-Language`."""
        response = super().process_response(request, response)
        names = [name for name in response.get("Vary", "").split(", ") if name and name.lower() != "accept-language"]
        response.headers.pop("Vary", None)
        if names:
            response["Vary"] = ", ".join(names)
        return response
