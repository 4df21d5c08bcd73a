"""Own pages for what goes wrong."""
from __future__ import annotations

import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_SECONDS = 30
READ_ONLY = "25006"  # SQLSTATE of a write on a server that only reads, such as a standby
LARGEST = 200_000
INNER = ("csrfmiddlewaretoken", "key", "act")
SECRET = re.compile(r"passw|secret|otp|pin|credential|recovery|^code$|totp", re.I)


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
    """500, or 503 when the database does not answer; both stand without it. A form that was sent comes back with the 503, to be sent again."""
    if not database_is_away(sys.exc_info()[1]):
        return HttpResponse(render_to_string("errors/500.html"), status=500)
    fields, files = typed(request)
    context = {"fields": fields, "files": files, "shown": [field for field in fields if field[0] not in INNER], "action": request.get_full_path()}
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("errors/503.html", context), status=503, headers=headers)


def database_is_away(error: BaseException | None) -> bool:
    """Whether the database does not answer, or takes no writes now (PostgreSQL says that as an internal error)."""
    return isinstance(error, OperationalError | InterfaceError) or getattr(getattr(error, "__cause__", None), "sqlstate", "") == READ_ONLY


def typed(request: HttpRequest) -> tuple[list[tuple[str, str]], bool]:
    """Fields of the form that was sent, as they came, and whether files came along, which nobody can give back.

    Its own token goes with it, so a form that some other site sent is refused at the second try as at the first. Nothing comes back of a form
    with a secret in it, nor of one that is too large.
    """
    if request.method != "POST":
        return [], False
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        files = bool(request.FILES)
    except Exception:  # whatever the body is, the page about the database must stand
        return [], False
    if any(SECRET.search(name) for name, _value in fields) or sum(len(value) for _name, value in fields) > LARGEST:
        return [], files
    return fields, files
