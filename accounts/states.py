"""States of what happens to accounts, and who may move them."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class ErasureState(models.TextChoices):
    """States of a request to erase somebody's data."""

    ASKED = "asked", _("Waits for a decision")
    TAKEN_BACK = "taken_back", _("Taken back")
    REFUSED = "refused", _("Refused")
    APPROVED = "approved", _("Being erased")
    DONE = "done", _("Erased")


OWNER, SYSTEM = "owner", "system"
ERASURE_MOVES: dict[tuple[ErasureState, ErasureState], str] = {
    (ErasureState.ASKED, ErasureState.TAKEN_BACK): OWNER,
    (ErasureState.ASKED, ErasureState.REFUSED): Role.DATA_PROTECTION_OFFICER,
    (ErasureState.ASKED, ErasureState.APPROVED): Role.DATA_PROTECTION_OFFICER,
    (ErasureState.APPROVED, ErasureState.DONE): SYSTEM,
}


def may_move(state: str, to: ErasureState) -> bool:
    """Whether the table knows this move."""
    return (ErasureState(state), to) in ERASURE_MOVES
