"""Answers for machines: an ETag over what is said, 304 where the asker has it, and who may read it from another site."""
from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its ETag, or 304. Always asked again: what was withdrawn must not live on in a cache."""
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = "no-cache"
    response["ETag"] = tag
    found: HttpResponse | None = get_conditional_response(request, etag=tag, response=response)
    return response if found is None else found


def open_to_all(response: HttpResponse) -> HttpResponse:
    """A script of any site may read it: nothing in it depends on who asks."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response
