"""What the school stores."""
from school.models.enrolment import Enrolment, EnrolmentMove, EnrolmentRole, MoveKind
from school.models.programme import Intake, IntakeRegion, IntakeStep, Programme, ProgrammeKind, Stream
from school.models.roles import INTAKE_ROLES, IntakeRole

__all__ = [
    "INTAKE_ROLES", "Enrolment", "EnrolmentMove", "EnrolmentRole", "Intake", "IntakeRegion", "IntakeRole", "IntakeStep", "MoveKind",
    "Programme", "ProgrammeKind", "Stream",
]
