"""One content security policy for the public, one for the editors."""
from __future__ import annotations

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


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
