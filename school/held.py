"""What this room holds about a user and the person that the user is."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.holding import Table, empties, hold_tables

RECORD = _("the register of who studied is kept without a name")


def hold() -> None:
    """Roles go; a place at the programme stays as a number, without the words written about it."""
    hold_tables("school", (
        Table("school.EnrolmentMove", "enrolment__person__user", _("Changes of your place"), ("kind", "state_before", "state_after", "on", "reason"),
              wipe=empties(reason=""), kept=RECORD),
        Table("school.Enrolment", "person__user", _("Places at the programme"),
              ("public_id", "intake__number", "role", "state", "enrolled_on", "state_on", "return_on", "reason"), wipe=empties(reason=""), kept=RECORD),
        Table("school.IntakeRole", "user", _("Roles in intakes"), ("role", "intake__number", "since", "until")),
        Table("school.IntakeStep", "by", kept=_("names the author only by an empty row")),
    ))
