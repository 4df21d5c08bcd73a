"""What this room holds about a user and the person that the user is, and about rows merged into that person."""
from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.holding import Table, empties, hold_tables
from accounts.models import User
from people.personal import rows_of

RECORD = _("the register of who studied is kept without a name")
NOBODY = _("names the author only by an empty row")


def enrolments_of(user: User) -> Q:
    """Enrolments of the user's person, and of what was merged into it."""
    return Q(person__in=rows_of(user))


def moves_of(user: User) -> Q:
    """Lines of their history."""
    return Q(enrolment__person__in=rows_of(user))


def hold() -> None:
    """A place at the programme stays as a number, without the words written about it; the log of roles stays and names an emptied account."""
    hold_tables("school", (
        Table("school.EnrolmentMove", moves_of, _("Changes of your place"), ("kind", "state_before", "state_after", "on", "reason"),
              wipe=empties(reason=""), kept=RECORD),
        Table("school.Enrolment", enrolments_of, _("Places at the programme"),
              ("public_id", "intake__number", "role", "state", "enrolled_on", "state_on", "return_on", "reason"), wipe=empties(reason=""), kept=RECORD),
        Table("school.IntakeRole", "user", _("Roles in intakes"), ("role", "intake__number", "since", "until"), kept=NOBODY),
        Table("school.IntakeStep", "by", kept=NOBODY),
    ))
