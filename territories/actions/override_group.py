"""A municipality is put into a peer group by hand for one year, with a reason; the row of the rule stays beneath."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from ops.outbox import owe
from territories.actions.load_reference import touch_reference
from territories.models import Basis, Membership, Municipality, PeerGroup
from territories.permissions import user_can_override_group


class ReasonMissing(Exception):
    """An override without a reason."""


@transaction.atomic
def override_group(municipality: Municipality, group: PeerGroup, year: int, note: str, by: User, at: datetime) -> Membership:
    """The row by hand of this year, made or changed. Raises PermissionDenied, `ReasonMissing`."""
    if not user_can_override_group(by):
        raise PermissionDenied
    if not note.strip():
        raise ReasonMissing
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    row, _made = Membership.objects.update_or_create(
        municipality=municipality, year=year, basis=Basis.MANUAL, defaults={"group": group, "note": note.strip()},
    )
    log(instance=row, action="territories.override_group", user=by, timestamp=at, data={"group": group.code, "note": row.note})
    announce(municipality.pk)
    return row


def announce(municipality_id: int) -> None:
    """Tells the cached names and whoever shows the group."""
    touch_reference()
    owe("group_changed", str(municipality_id))
