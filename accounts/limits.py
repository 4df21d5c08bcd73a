"""How often a door may be knocked at: one table for every form that people or programs send, counted in the shared cache.

`allauth` counts its own doors by ACCOUNT_RATE_LIMITS and MFA_RATE_LIMITS; ours are in `LIMITS`, in the same words:
`20/m/ip` is twenty a minute from one network address, `/user` of one account, `/key` of whatever the view names.
"""
from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]
APP = "school"
USUAL_WAIT = 60
LIMITS: dict[str, str] = {
    "display": "60/m/ip",
    "place": "60/m/ip",
    "suggest": "300/m/ip",
    "consents": "60/m/user",
    "export": "10/h/user",
    "erasure": "10/h/user",
    "privacy_desk": "60/m/user",
    "sessions": "20/m/user",
    "account": "20/m/user",
    "join": "20/h/ip",
    "join_address": "3/h/key",
    "invitation": "20/m/ip,10/h/key",
    "confirm": "20/m/ip,10/h/key",
    "desk_users": "60/m/user",
    "invite": "30/h/user",
    "registrations": "60/m/user",
    "notices": "20/m/user",
    "unsubscribe": "30/m/ip",
    "letter_test": "5/10m/user",
    "saved": "60/m/user",
    "subscribe": "20/h/ip",
    "subscribe_address": "3/h/key",
    "subscription": "30/m/ip",
    "catalogue_export": "10/m/ip",
    "open_data": "30/m/ip",
    "feeds": "60/m/ip",
    "api": "120/m/ip",
}


class TooMany(Exception):
    """The limit is reached; `wait` is how many seconds until the next try is taken."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def spend(request: HttpRequest, name: str, key: str | None = None) -> None:
    """Count one try at this door, reading included: whoever asks names the door. Raises TooMany."""
    if ratelimit.consume(request, app=APP, action=name, config=LIMITS, key=key, limit_get=True) is None:
        raise TooMany(wait_for(request, name, key))


def wait_for(request: HttpRequest, name: str, key: str | None) -> int:
    """Seconds until the fullest of the limits lets the next try through, at least one."""
    waits = [1.0]
    for rate in ratelimit.get_rates(app=APP, action=name, config=LIMITS):
        history = cache.get(ratelimit.get_cache_key(request, app=APP, action=name, rate=rate, key=key), [])
        if len(history) >= rate.amount:
            waits.append(history[rate.amount - 1] + rate.duration - time.time())
    return int(max(waits)) + 1


def limited(name: str, key: str = "") -> Callable[[View], View]:
    """Count the POSTs of a view, by its address argument `key` too where the limit names one; a refused one gets 429 with Retry-After."""

    def wrap(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                try:
                    spend(request, name, str(kwargs[key]) if key else None)
                except TooMany as refusal:
                    return too_many(request, refusal)
            return view(request, *args, **kwargs)

        counted.limit = name  # type: ignore[attr-defined]
        return counted

    return wrap


def too_many(request: HttpRequest, refusal: TooMany | None = None) -> HttpResponse:
    """429 in our words with Retry-After; allauth's own limits come here without a refusal, and the shortest of them lasts a minute."""
    wait = refusal.wait if refusal else USUAL_WAIT
    response = render(request, "errors/429.html", {"minutes": -(-wait // 60)}, status=429)
    response["Retry-After"] = str(wait)
    return response
