"""The shared cache with Redis there, away, and back."""
from __future__ import annotations

import os
import time
import uuid

import pytest

from ops import cache as module
from ops.cache import SteadyCache

URL = os.environ.get("SCHOOL_TEST_REDIS_URL", "")
needs_redis = pytest.mark.skipif(not URL, reason="Redis is absent: make services")
NOBODY = "redis://127.0.0.1:1/0"


def steady(url: str) -> SteadyCache:
    """As production sets it."""
    return SteadyCache(url, {"OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 0.5}, "KEY_PREFIX": uuid.uuid4().hex})


@needs_redis
def test_two_processes_share_what_they_count():
    first = steady(URL)
    second = SteadyCache(URL, {"KEY_PREFIX": first.shared.key_prefix})
    first.set("a", 1)
    assert (second.get("a"), second.incr("a"), first.get("a"), first.add("a", 9), second.get_many(["a"])) == (1, 2, 2, False, {"a": 2})
    first.delete("a")
    assert (second.get("a"), second.get("a", 7), "a" in second) == (None, 7, False)


def test_without_redis_the_process_counts_for_itself():
    cache = steady(NOBODY)
    cache.set("a", 1)
    assert (cache.get("a"), cache.incr("a"), cache.add("a", 9), cache.add("b", 9), cache.has_key("b")) == (1, 2, False, True, True)


def test_without_redis_only_the_first_question_waits(monkeypatch, caplog):
    cache = steady(NOBODY)
    for _ in range(50):
        cache.get("a")
    assert len(caplog.records) == 1


@needs_redis
def test_redis_is_asked_again_after_a_rest(monkeypatch):
    monkeypatch.setattr(module, "REST", 0.05)
    cache = steady(URL)
    cache.set("a", "shared")
    back, cache.shared = cache.shared, steady(NOBODY).shared
    assert cache.get("a") is None
    cache.shared = back
    time.sleep(0.06)
    assert cache.get("a") == "shared"


def test_other_errors_are_not_swallowed():
    with pytest.raises(ValueError):
        steady(NOBODY).incr("never set")
