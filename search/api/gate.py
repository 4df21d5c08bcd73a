"""The gate before every view of the API: limit, methods, conditional answers, reading from other sites, errors as problems."""
from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from django.views.decorators.csrf import csrf_exempt

from accounts.limits import TooMany, spend
from search.api.problems import ApiProblem, absent
from search.open_data.answers import open_to_all, unless_known
from search.query import LONGEST, TooLong

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
METHODS = "GET, HEAD, OPTIONS"
RETRY_SECONDS = 30


def gated(view: View) -> View:
    """The view behind the gate."""

    @csrf_exempt
    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = answer(view, request, *args, **kwargs)
        except ApiProblem as problem:
            response = problem.response()
        return open_to_all(response)

    return through


def answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What the view says, or 304. Raises ApiProblem."""
    if request.method == "OPTIONS":
        return preflight()
    if request.method not in ("GET", "HEAD"):
        return refused_method()
    try:
        spend(request, "api")
    except TooMany as refusal:
        return too_many(refusal.wait)
    head, request.method = request.method == "HEAD", "GET"
    try:
        response = call(view, request, *args, **kwargs)
    finally:
        request.method = "HEAD" if head else "GET"
    return unless_known(request, response) if response.status_code == 200 else response


def call(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The view, its failures turned into problems. Raises ApiProblem."""
    try:
        return view(request, *args, **kwargs)
    except Http404:
        raise absent() from None
    except TooLong:
        raise ApiProblem(400, "too-long", _("The query has more than %(limit)s characters. Shorten it: sixteen words are read at most."), limit=LONGEST) from None
    except (OperationalError, InterfaceError):
        log.exception("the database is away")
        response = ApiProblem(503, "away", _("The database does not answer. Ask again in half a minute.")).response()
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    except ApiProblem:
        raise
    except Exception:
        log.exception("the API failed at %s", request.path)
        raise ApiProblem(500, "failed", _("The cause is in our log. Ask again later, then write to us.")) from None


def preflight() -> HttpResponse:
    """A browser asks whether a script may ask."""
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def refused_method() -> HttpResponse:
    """405."""
    response = ApiProblem(405, "method", _("Use GET: the API changes nothing.")).response()
    response["Allow"] = METHODS
    return response


def too_many(wait: int) -> HttpResponse:
    """429 with Retry-After."""
    detail = _("Ask again in %(wait)s s. The whole catalogue can be taken as one file: see the page of open data.")
    response = ApiProblem(429, "too-many", detail, wait=wait).response()
    response["Retry-After"] = str(wait)
    return response


@gated
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address under `/api/v1/`."""
    raise absent()
