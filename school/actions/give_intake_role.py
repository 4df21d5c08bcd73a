"""Give somebody a role in one intake."""
from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.policy import can
from accounts.roles import Role
from school.actions.lock import day_of, locked_intake
from school.models import INTAKE_ROLES, Intake, IntakeRole
from school.rules.refusals import Refusal, refusal


class RoleRefused(Exception):
    """The role is not given; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.code)
        self.reason = reason


@transaction.atomic
def give_intake_role(user: User, role: Role, intake: Intake, by: User, at: datetime, until: date | None = None) -> IntakeRole:
    """`user` acts as `role` in the intake from today, up to the day before `until` if given; the account must hold the role.

    Raises PermissionDenied, RoleRefused; ValueError for a role that no intake knows.
    """
    if not can(by, "give_role", intake):
        raise PermissionDenied
    if role not in INTAKE_ROLES:
        raise ValueError(role)
    locked_intake(intake.pk)
    today = day_of(at)
    if not user.is_active or role.value not in user.roles:
        raise RoleRefused(refusal("no_account_role"))
    if until is not None and until <= today:
        raise RoleRefused(refusal("until_past"))
    held = IntakeRole.objects.filter(user=user, role=role, intake=intake)
    if held.filter(until=None).exists() or held.filter(until__gt=today).exists():
        raise RoleRefused(refusal("role_held"))
    return IntakeRole.objects.create(user=user, role=role, intake=intake, since=today, until=until, given_by=by, given_at=at)
