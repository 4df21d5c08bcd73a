"""What nobody needs any more: files without a row, halves of uploads, old form keys."""
from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from ops.clock import duty
from ops.models import FormKey, PrivateFile

log = logging.getLogger(__name__)
GRACE = timedelta(days=1)
KEEP_UNUSED, KEEP_USED = timedelta(days=7), timedelta(days=90)
OURS = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{32}|half/[0-9a-f]{32}")
CHUNK = 500


@duty("ops.remove_orphans", every=timedelta(days=1))
def remove_orphans(at: datetime) -> None:
    """Remove files that no row names a day after they were written: their transaction was rolled back or its process died."""
    root = Path(settings.PRIVATE_ROOT)
    old = [path for path in root.glob("*/**/*") if OURS.fullmatch(str(path.relative_to(root))) and written(path) < at - GRACE]
    for start in range(0, len(old), CHUNK):
        places = {str(path.relative_to(root)): path for path in old[start : start + CHUNK]}
        kept = set(PrivateFile.objects.filter(path__in=places).values_list("path", flat=True))
        for place, path in places.items():
            if place not in kept:
                path.unlink(missing_ok=True)
                log.warning("private files: removed the orphan %s", place)


def written(path: Path) -> datetime:
    """When the file was last written; now for one that went away meanwhile."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
    except FileNotFoundError:
        return timezone.now()


@duty("ops.purge_form_keys", every=timedelta(days=1))
def purge_form_keys(at: datetime) -> None:
    """Delete keys that were never used within 7 days, and used ones after 90, in chunks."""
    old = FormKey.objects.filter(Q(used_at__isnull=True, created_at__lt=at - KEEP_UNUSED) | Q(used_at__lt=at - KEEP_USED))
    while ids := list(old.values_list("pk", flat=True)[:CHUNK]):
        FormKey.objects.filter(pk__in=ids).delete()
