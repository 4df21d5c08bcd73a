"""What this room does by the clock."""
from __future__ import annotations

from datetime import datetime, timedelta

from ops.clock import duty
from portfolio.actions.schedule import publish_due


@duty("publish_due", every=timedelta(minutes=1))
def publish(at: datetime) -> None:
    """Due publications and expiries."""
    publish_due(at)
