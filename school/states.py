"""States of an intake and of an enrolment: which moves there are, and which roles may make each."""
from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role

MANAGERS = frozenset({Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR})
WITH_CURATOR = MANAGERS | {Role.CURATOR}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class IntakeState(models.TextChoices):
    """An intake from plan to archive."""

    PLAN = "plan", pgettext_lazy("intake", "planned")
    NOMINATION = "nomination", pgettext_lazy("intake", "nomination")
    SELECTION = "selection", pgettext_lazy("intake", "selection")
    RUNNING = "running", pgettext_lazy("intake", "running")
    CLOSED = "closed", pgettext_lazy("intake", "closed")


class EnrolmentState(models.TextChoices):
    """Somebody's place in an intake."""

    ACTIVE = "active", pgettext_lazy("enrolment", "studies")
    LEAVE = "leave", pgettext_lazy("enrolment", "on leave")
    WITHDRAWN = "withdrawn", pgettext_lazy("enrolment", "withdrawn")
    COMPLETED = "completed", pgettext_lazy("enrolment", "completed")


OPEN = (EnrolmentState.ACTIVE, EnrolmentState.LEAVE)
SEATED = (EnrolmentState.ACTIVE, EnrolmentState.LEAVE, EnrolmentState.COMPLETED)
ENROLS = (IntakeState.SELECTION, IntakeState.RUNNING)


@dataclass(frozen=True)
class Transition:
    """Who may make a move, and whether it must say why; `verb` names it in addresses and logs, `label` on a button."""

    verb: str
    label: str | Promise
    roles: frozenset[Role]
    needs_reason: bool = False


INTAKE_TRANSITIONS: dict[tuple[IntakeState, IntakeState], Transition] = {
    (IntakeState.PLAN, IntakeState.NOMINATION): Transition("open_nomination", _("Open the nomination"), MANAGERS),
    (IntakeState.NOMINATION, IntakeState.SELECTION): Transition("start_selection", _("Start the selection"), MANAGERS),
    (IntakeState.SELECTION, IntakeState.RUNNING): Transition("start_training", _("Start the training"), MANAGERS),
    (IntakeState.RUNNING, IntakeState.CLOSED): Transition("close", _("Close the intake"), MANAGERS),
    (IntakeState.NOMINATION, IntakeState.PLAN): Transition("back_to_plan", _("Back to planning"), MANAGERS, True),
    (IntakeState.SELECTION, IntakeState.NOMINATION): Transition("back_to_nomination", _("Back to the nomination"), MANAGERS, True),
    (IntakeState.RUNNING, IntakeState.SELECTION): Transition("back_to_selection", _("Back to the selection"), ADMINISTRATORS, True),
    (IntakeState.CLOSED, IntakeState.RUNNING): Transition("reopen", _("Open the intake again"), ADMINISTRATORS, True),
}

ENROLMENT_TRANSITIONS: dict[tuple[EnrolmentState, EnrolmentState], Transition] = {
    (EnrolmentState.ACTIVE, EnrolmentState.LEAVE): Transition("leave", _("Give leave"), WITH_CURATOR, True),
    (EnrolmentState.LEAVE, EnrolmentState.ACTIVE): Transition("return", _("Note the return from leave"), WITH_CURATOR),
    (EnrolmentState.ACTIVE, EnrolmentState.WITHDRAWN): Transition("withdraw", _("Withdraw from the programme"), MANAGERS, True),
    (EnrolmentState.LEAVE, EnrolmentState.WITHDRAWN): Transition("withdraw", _("Withdraw from the programme"), MANAGERS, True),
    (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED): Transition("complete", _("Note the completion"), MANAGERS),
    (EnrolmentState.WITHDRAWN, EnrolmentState.ACTIVE): Transition("reinstate", _("Take back into the programme"), MANAGERS, True),
    (EnrolmentState.COMPLETED, EnrolmentState.ACTIVE): Transition("reopen", _("Undo the completion"), ADMINISTRATORS, True),
}
TRANSFER = Transition("transfer", _("Transfer to another stream"), WITH_CURATOR, True)


def intake_moves(state: str) -> dict[IntakeState, Transition]:
    """Moves out of this state, by where they lead."""
    return {after: move for (before, after), move in INTAKE_TRANSITIONS.items() if before == state}


def enrolment_moves(state: str) -> dict[EnrolmentState, Transition]:
    """Moves out of this state, by where they lead."""
    return {after: move for (before, after), move in ENROLMENT_TRANSITIONS.items() if before == state}
