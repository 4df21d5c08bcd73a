"""The shared cache, and what stands in for it while Redis is away: a page must not fail for want of a counter."""
from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError, TimeoutError

log = logging.getLogger(__name__)
REST = 2.0


class SteadyCache(BaseCache):
    """Redis; for two seconds after a failure the process counts for itself, so limits on sign-in hold per process and nobody waits for each time-out."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.shared, self.own = RedisCache(server, params), LocMemCache(f"steady {server}", params)
        self.away_until = 0.0

    def ask(self, name: str, *args: Any, **options: Any) -> Any:
        """The shared cache's answer, or our own while it is away."""
        if time.monotonic() >= self.away_until:
            try:
                return getattr(self.shared, name)(*args, **options)
            except (ConnectionError, TimeoutError) as error:
                log.error("the shared cache is away: %s", type(error).__name__)
                self.away_until = time.monotonic() + REST
        return getattr(self.own, name)(*args, **options)

    def close(self, **options: Any) -> None:
        """Called at the end of each request; connections stay in their pool."""


def steady(name: str) -> Callable[..., Any]:
    """A method that asks."""

    def method(self: SteadyCache, *args: Any, **options: Any) -> Any:
        return self.ask(name, *args, **options)

    return method


for _name in ("add", "get", "set", "touch", "delete", "get_many", "set_many", "delete_many", "has_key", "incr", "clear"):
    setattr(SteadyCache, _name, steady(_name))
