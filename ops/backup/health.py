"""How old the last backup is: told by `/readyz`, and logged daily once it is too old."""
from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ops.backup.create import NOTE
from ops.clock import duty
from ops.health import Numbers, check

log = logging.getLogger(__name__)
TOO_OLD = timedelta(hours=36)


def last_backup() -> datetime | None:
    """When it was made; None where none was."""
    try:
        return datetime.fromisoformat(json.loads((Path(settings.VAR) / NOTE).read_text())["at"])
    except (OSError, ValueError, KeyError):
        return None


@check("backup")
def backup() -> Numbers:
    """A missing backup calls the operator and does not stop the site."""
    last = last_backup()
    return {"made": False} if last is None else {"made": True, "age_hours": int((timezone.now() - last).total_seconds() // 3600)}


@duty("ops.backup_age", every=timedelta(days=1))
def tell_old_backup(at: datetime) -> None:
    """In production only: an error in the log, where the operator's alarm looks."""
    last = last_backup()
    if settings.MODE == "production" and (last is None or at - last > TOO_OLD):
        log.error("backup: %s", "none was ever made" if last is None else f"the last one is of {last:%Y-%m-%d %H:%M}")
