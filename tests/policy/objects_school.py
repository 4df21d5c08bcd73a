"""Makers of what belongs to an intake: one where the reader holds the role of the account, one where not, and one's own enrolment."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from accounts.roles import Role
from school.models import Intake, IntakeRole
from tests.factories.people import PersonFactory
from tests.factories.school import EnrolmentFactory, IntakeFactory, IntakeRoleFactory, StreamFactory

Arguments = Mapping[str, Any]


def intake_of(owner: User) -> Intake:
    """An intake in which the user holds the role of the account, where intakes know that role."""
    row: Intake = IntakeFactory()
    known = {value for value, _label in IntakeRole._meta.get_field("role").choices or ()}
    for role in sorted(owner.roles & known):
        IntakeRoleFactory(user=owner, role=role, intake=row)
    return row


def both(make: Any, **more: Any) -> Mapping[str, Any]:
    """`make(intake, owner)` in one's own intake and in another."""
    return {"other intake": lambda owner: make(IntakeFactory(), owner), "own intake": lambda owner: make(intake_of(owner), owner), **more}


def enrolment(intake: Intake, **fields: Any) -> Arguments:
    """Somebody who learns there."""
    return {"public_id": EnrolmentFactory(stream=StreamFactory(intake=intake), **fields).public_id, "to": "leave"}


IN_INTAKE = both(lambda intake, owner: {})
intakes = both(lambda intake, owner: {"public_id": intake.public_id})
roles_in_intake = both(lambda intake, owner: {"public_id": IntakeRoleFactory(intake=intake, role=Role.CURATOR).public_id})
streams = both(lambda intake, owner: {"public_id": StreamFactory(intake=intake).public_id})
enrolments = both(
    lambda intake, owner: enrolment(intake), itself=lambda owner: enrolment(IntakeFactory(), person=PersonFactory(user=owner)),
)
enrolments_to_move = enrolments
