"""Own pages for what goes wrong."""
from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_SECONDS = 30


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "errors/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; "absent" and "forbidden" answer alike."""
    return render(request, "errors/404.html", status=404)


def form_grown_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form without a valid token: says what to do, keeps what was typed in the browser."""
    return render(request, "errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database does not answer; both stand without it."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("errors/503.html"), status=503, headers={"Retry-After": str(RETRY_SECONDS)})
    return HttpResponse(render_to_string("errors/500.html"), status=500)
