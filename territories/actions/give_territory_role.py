"""Somebody is given a role in a territory."""
from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from accounts.actions.grant_role import grant_role
from accounts.models import User
from accounts.roles import Role
from ops.outbox import owe
from territories.models import TERRITORIAL_ROLES, Territory, TerritoryRole
from territories.permissions import user_can_give_territory_role


class NotTerritorial(ValueError):
    """This role holds everywhere or is no role."""


class HeldAlready(Exception):
    """The user holds the role there in that time."""


class WrongOrder(ValueError):
    """It would end before it begins."""


@transaction.atomic
def give_territory_role(
    user: User, role: Role, territory: Territory, by: User | None, at: datetime, since: date, until: date | None = None,
) -> TerritoryRole:
    """The row made; the role itself is given along when it is not held yet. `until` is the first day on which it no longer holds.

    `by` None is the system. Raises PermissionDenied, NotTerritorial, WrongOrder, HeldAlready.
    """
    if role not in TERRITORIAL_ROLES:
        raise NotTerritorial(role)
    if not user_can_give_territory_role(by, role, territory):
        raise PermissionDenied
    if until is not None and until <= since:
        raise WrongOrder(until)
    locked = User.objects.select_for_update().get(pk=user.pk)
    overlap = Q(until__isnull=True) | Q(until__gt=since)
    if until is not None:
        overlap &= Q(since__lt=until)
    if TerritoryRole.objects.filter(overlap, user=locked, role=role.value, territory=territory).exists():
        raise HeldAlready
    grant_role(locked, role, None, at)  # whoever may give it here may give it; the row below says who did
    row = TerritoryRole.objects.create(user=locked, role=role.value, territory=territory, since=since, until=until, given_by=by, given_at=at)
    log(instance=row, action="territories.give_role", user=by, timestamp=at, data={"user": user.pk, "role": role.value, "territory": territory.pk})
    owe("territory_role_changed", str(user.pk))
    user.__dict__.pop("roles", None)
    return row
