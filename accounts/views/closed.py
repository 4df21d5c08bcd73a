"""Addresses that a library brings along and nobody may use."""
from typing import Never

from django.http import Http404, HttpRequest


def closed(request: HttpRequest, *args: object, **kwargs: object) -> Never:
    """Absent for everybody."""
    raise Http404
