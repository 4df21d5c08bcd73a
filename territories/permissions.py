"""Who may change what the comparison of municipalities rests on, the calendar, and who works where."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.policy import rule, scope
from accounts.roles import Role
from territories.models import RegistrationRequest, Territory, TerritoryRole
from territories.queries.roles import covering, holding, lies_in, territories_of, territory_roles

METHODOLOGISTS = (Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)


def user_can_override_group(user: User) -> bool:
    """Programme managers and administrators may put a municipality into another peer group, with a reason."""
    return user.is_authenticated and user.has_role(*METHODOLOGISTS)


def user_can_edit_calendar(user: User) -> bool:
    """Programme managers and administrators enter the official transfers of a year."""
    return user.is_authenticated and user.has_role(*METHODOLOGISTS)


def holds_role_in(user: Any, role: Role, territory: Territory, on: date) -> bool:
    """Whether the user plays this role in this territory, or in one that it lies in, on this day.

    The role itself must still be held: taking it away ends it everywhere at once. At most three queries.
    """
    if not user.is_authenticated or not user.is_active or role.value not in user.roles:
        return False
    return TerritoryRole.objects.filter(holding(on) & covering(territory), user=user, role=role.value).exists()


def user_can_manage_territory_roles(user: Any) -> bool:
    """Administrators give and end roles in territories."""
    return bool(user.is_authenticated and user.has_role(Role.ADMINISTRATOR))


def user_can_give_territory_role(user: User | None, role: Role, territory: Territory) -> bool:
    """Administrators, and for municipal users the coordinator of the region; None is the system itself (a verified mail domain, a command)."""
    if user is None or user_can_manage_territory_roles(user):
        return True
    return role == Role.MUNICIPAL_USER and holds_role_in(user, Role.REGIONAL_COORDINATOR, territory, timezone.localdate())


@rule(TerritoryRole, "view")
def sees_territory_role(user: Any, row: TerritoryRole) -> bool:
    """Its holder, and administrators."""
    return bool(user.is_authenticated and (row.user_id == user.pk or user_can_manage_territory_roles(user)))


@rule(TerritoryRole, "end")
def ends_territory_role(user: Any, row: TerritoryRole) -> bool:
    """Administrators."""
    return user_can_manage_territory_roles(user)


@scope(TerritoryRole)
def territory_roles_for(user: Any) -> QuerySet[TerritoryRole]:
    """All for administrators, one's own for everybody else."""
    if not user.is_authenticated:
        return TerritoryRole.objects.none()
    return territory_roles() if user_can_manage_territory_roles(user) else territory_roles().filter(user=user)


def user_can_decide_registrations(user: Any) -> bool:
    """Whether the desk of registrations is this user's: regional coordinators and administrators."""
    return bool(user.is_authenticated and user.has_role(Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR))


@rule(RegistrationRequest, "view", "decide")
def decides_registration(user: Any, row: RegistrationRequest) -> bool:
    """Administrators, and the coordinator of the region; never on one's own."""
    if not user_can_decide_registrations(user) or row.user_id == user.pk:
        return False
    return user.has_role(Role.ADMINISTRATOR) or holds_role_in(user, Role.REGIONAL_COORDINATOR, row.municipality.territory, timezone.localdate())


@scope(RegistrationRequest)
def registrations_of(user: Any) -> QuerySet[RegistrationRequest]:
    """Confirmed addresses only: all for administrators, those of one's regions for coordinators."""
    rows = RegistrationRequest.objects.exclude(state="unconfirmed").select_related(
        "user", "municipality__territory", "municipality__region__territory", "decided_by",
    )
    if not user_can_decide_registrations(user):
        return rows.none()
    if user.has_role(Role.ADMINISTRATOR):
        return rows.exclude(user=user)
    mine = territories_of(user, Role.REGIONAL_COORDINATOR, timezone.localdate())
    return rows.filter(lies_in(mine, "municipality__territory")).exclude(user=user)
