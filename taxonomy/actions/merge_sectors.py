"""Two sectors become one: the old code lives on as an alias, so files that name it are still understood."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from ops.outbox import owe
from taxonomy.models import Sector
from taxonomy.permissions import user_can_edit_taxonomy
from taxonomy.queries import uses_of


class SectorInUse(Exception):
    """Something still points at the sector that was to go; `count` says how much."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} rows use this sector")
        self.count = count


class SameSector(Exception):
    """A sector cannot be merged into itself."""


@transaction.atomic
def merge_sectors(source: Sector, into: Sector, by: User, at: datetime) -> Sector:
    """Give the codes of `source` to `into` as aliases and delete it. Raises PermissionDenied, `SameSector`, `SectorInUse`."""
    if not user_can_edit_taxonomy(by):
        raise PermissionDenied
    if source.pk == into.pk:
        raise SameSector
    rows = {row.pk: row for row in Sector.objects.select_for_update().filter(pk__in=(source.pk, into.pk)).order_by("pk")}
    old, kept = rows[source.pk], rows[into.pk]
    if count := uses_of(old):
        raise SectorInUse(count)
    kept.aliases = list(dict.fromkeys([*kept.aliases, old.code, *old.aliases]))
    kept.save(update_fields=["aliases"])
    log(instance=kept, action="taxonomy.merge", user=by, timestamp=at, data={"code": old.code})
    old.delete()
    owe("sector_changed", kept.code)
    return kept
