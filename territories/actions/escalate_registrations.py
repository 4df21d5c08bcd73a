"""Registrations that wait too long come before the administrators; unconfirmed ones are forgotten."""
from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from ops.clock import duty
from territories.actions.decide_registration import tell
from territories.models import RegistrationRequest, RegistrationState
from territories.queries.days import term
from territories.queries.registration import unconfirmed_since
from territories.queries.roles import holders_of

WITHOUT_COORDINATOR, WITH_COORDINATOR = 1, 3
FORGET_DAYS = 7
CHUNK = 100


def escalate_registrations(at: datetime) -> int:
    """Tell the administrators, once each: after one working day where the region has no coordinator, after three otherwise. How many."""
    count, today = 0, timezone.localdate(at)
    rows = RegistrationRequest.objects.filter(state=RegistrationState.WAITING, escalated_at__isnull=True)
    for request in rows.select_related("user", "municipality__territory", "municipality__region__territory")[:CHUNK]:
        assert request.confirmed_at is not None  # a constraint of the table
        has_coordinator = holders_of(Role.REGIONAL_COORDINATOR, request.municipality.territory, today).exists()
        days = WITH_COORDINATOR if has_coordinator else WITHOUT_COORDINATOR
        if today <= term(timezone.localdate(request.confirmed_at), days).day:
            continue
        with transaction.atomic():
            taken = RegistrationRequest.objects.filter(pk=request.pk, state=RegistrationState.WAITING, escalated_at__isnull=True)
            if taken.update(escalated_at=at):
                for admin in User.objects.filter(is_active=True, groups__name=Role.ADMINISTRATOR.value):
                    tell(admin, request, "late", at)
                count += 1
    return count


def forget_unconfirmed(at: datetime) -> int:
    """Delete accounts whose address nobody confirmed within a week: they may be somebody else's. How many."""
    users = list(unconfirmed_since(at, FORGET_DAYS).values_list("user", flat=True)[:CHUNK])
    for pk in users:
        with transaction.atomic():
            unused = User.objects.filter(pk=pk, last_login__isnull=True, groups__isnull=True, emailaddress__verified=False)
            RegistrationRequest.objects.filter(user__in=unused, state=RegistrationState.UNCONFIRMED).delete()
            unused.delete()
    return len(users)


@duty("territories.registrations", every=timedelta(hours=1))
def look_after_registrations(at: datetime) -> None:
    """Both, hourly."""
    escalate_registrations(at)
    forget_unconfirmed(at)
