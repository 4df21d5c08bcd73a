"""Makers for the tests of saved searches."""
from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import Notice
from ops.models import OutboxRow
from ops.outbox import drain_all
from search.actions.save_search import save_search
from search.actions.subscribe import confirm_subscription, subscribe
from search.models import SavedSearch

BUS = "?q=%D0%B0%D0%B2%D1%82%D0%BE%D0%B1%D1%83%D1%81"  # «автобус»: the factory's practice is about one


def saved(user, query=BUS, name="Автобусы", frequency="daily") -> SavedSearch:
    """A search kept now."""
    return save_search(query, name, frequency, user, timezone.now())


def subscribed(address="reader@people.invalid", query=BUS, frequency="daily", language="ru") -> SavedSearch:
    """A subscription whose address was confirmed."""
    subscribe(address, query, "Автобусы", frequency, language, timezone.now())
    return confirm_subscription(SavedSearch.objects.get(address=address, query=query), timezone.now())


def run_news(at=None):
    """Debts are done, then every search is looked at whose hour comes within eight days."""
    from search.alerts import tell_due

    drain_all()
    tell_due(at or timezone.now() + timedelta(days=8))


def told() -> list[tuple[str, str]]:
    """Notifications of news as (title, text), in their order."""
    return list(Notice.objects.filter(kind="search.news").order_by("pk").values_list("title", "text"))


def letters() -> list[dict]:
    """Letters owed."""
    return [row.payload for row in OutboxRow.objects.filter(event="mail").order_by("pk")]
