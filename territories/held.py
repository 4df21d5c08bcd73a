"""What this room holds about a user."""
from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.holding import Table, hold_tables
from accounts.models import User
from territories.models import RegistrationRequest
from territories.registration_letters import KIND


def told_of(user: User) -> Q:
    """Notifications that told coordinators and administrators the name of somebody who registered."""
    requests = RegistrationRequest.objects.filter(user=user).values_list("public_id", flat=True)
    return Q(kind=KIND, key__in=[f"{request}:{why}" for request in requests for why in ("wait", "late")])


def hold() -> None:
    """Roles in territories go; the calendar stays with an author who is nobody."""
    hold_tables("territories", (
        Table("territories.TerritoryRole", "user", _("Roles in territories"), ("role", "territory__name", "since", "until")),
        Table("accounts.Notice", told_of),  # found by the requests, so it goes before them
        Table("territories.RegistrationRequest", "user", _("Registrations"),
              ("municipality__territory__name", "state", "asked_at", "confirmed_at", "by_domain", "reason")),
        Table("territories.CalendarYear", "changed_by", kept=_("names the author only by an empty row")),
    ))
