"""What practices owe."""
import pytest
from django.utils import translation

from ops.models import OutboxRow
from ops.outbox import SUBSCRIPTIONS, Subscription


@pytest.fixture
def owed(monkeypatch):
    """A listener of `practice_changed`; called, it gives the debts so far as (key, payload)."""
    for key in [key for key in SUBSCRIPTIONS if key[0] == "practice_changed"]:
        monkeypatch.delitem(SUBSCRIPTIONS, key)
    monkeypatch.setitem(SUBSCRIPTIONS, ("practice_changed", "spy"), Subscription("practice_changed", "spy", lambda rows: None))
    return lambda: list(OutboxRow.objects.filter(event="practice_changed").order_by("id").values_list("key", "payload"))


@pytest.fixture(autouse=True)
def russian():
    """A request under /en/ leaves its language behind in the thread."""
    with translation.override("ru"):
        yield
