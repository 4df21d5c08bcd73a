"""Confirmations at the same moment: an address gets no more subscriptions than it may have."""
from __future__ import annotations

import threading
from contextlib import suppress

from django.db import connection
from django.utils import timezone

from search.actions import subscribe as module
from search.actions.subscribe import MOST_SUBSCRIBED, TooManySubscribed, confirm_subscription, subscribe
from search.models import SavedSearch
from tests.search.saved.making import subscribed

ADDRESS, AT_ONCE = "keen@people.invalid", 4


def confirmed_at_once(monkeypatch) -> int:
    """How many stand after four confirmations of an address with room for one; each waits after its counting for the others, if they come."""
    for n in range(MOST_SUBSCRIBED - 1):
        subscribed(ADDRESS, query=f"?q=w{n}")
    for n in range(AT_ONCE):
        subscribe(ADDRESS, f"?q=x{n}", "x", "daily", "ru", timezone.now())
    counted = threading.Barrier(AT_ONCE)

    def newest_number() -> int:
        with suppress(threading.BrokenBarrierError):
            counted.wait(timeout=1)
        return 0

    def confirm(row: SavedSearch) -> None:
        with suppress(TooManySubscribed):
            confirm_subscription(row, timezone.now())
        connection.close()

    monkeypatch.setattr(module, "newest_number", newest_number)
    threads = [threading.Thread(target=confirm, args=(row,)) for row in SavedSearch.objects.filter(confirmed_at=None)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return SavedSearch.objects.filter(confirmed_at__isnull=False).count()


def test_four_confirmations_at_once_fill_the_one_place_left(committing_db, index, monkeypatch):
    assert confirmed_at_once(monkeypatch) == MOST_SUBSCRIBED


def test_without_the_lock_they_would_all_be_let_in(committing_db, index, monkeypatch):
    monkeypatch.setattr(module, "lock_address", lambda address: None)
    let_in = AT_ONCE if connection.vendor == "postgresql" else 1  # SQLite has one writer at a time anyway
    assert confirmed_at_once(monkeypatch) == MOST_SUBSCRIBED - 1 + let_in
