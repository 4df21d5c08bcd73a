"""Answers for machines: robots.txt, security.txt, favicon.ico."""
from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

SECURITY_DAYS = 180
CLOSED = ("/admin/", "/desk/", "/accounts/", "/_util/")


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """What a robot may read, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), *(f"Disallow: /en{path}" for path in CLOSED[1:]),
             f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell about a weakness; the term is always ahead."""
    until = (timezone.now() + timedelta(days=SECURITY_DAYS)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {until}", "Preferred-Languages: ru, en",
             f"Canonical: {request.build_absolute_uri()}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class Favicon(RedirectView):
    """Old browsers ask for /favicon.ico."""

    http_method_names = ["get", "head"]

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        """The PNG of the brand mark."""
        return static("icons/favicon.png")
