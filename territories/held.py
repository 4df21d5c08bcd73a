"""What this room holds about a user."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.holding import Table, hold_tables


def hold() -> None:
    """Roles in territories go; the calendar stays with an author who is nobody."""
    hold_tables("territories", (
        Table("territories.TerritoryRole", "user", _("Roles in territories"), ("role", "territory__name", "since", "until")),
        Table("territories.RegistrationRequest", "user", _("Registrations"),
              ("municipality__territory__name", "state", "asked_at", "confirmed_at", "by_domain", "reason")),
        Table("territories.CalendarYear", "changed_by", kept=_("names the author only by an empty row")),
    ))
