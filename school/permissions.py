"""Who may do what in the school: managers everywhere, staff in the intakes where they hold a role, a trainee with one's own enrolment."""
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.policy import rule, scope
from accounts.roles import Role
from school.models import Enrolment, Intake, IntakeRole, Stream
from school.states import MANAGERS, Transition

if TYPE_CHECKING:
    from accounts.models import User

SEES = (Role.CURATOR, Role.SELECTION_OFFICER, Role.HOST_STAFF, Role.PSYCHOLOGIST)
TAKES_LISTS = (Role.CURATOR, Role.SELECTION_OFFICER)
NOBODY: frozenset[str] = frozenset()


def user_manages_school(user: Any) -> bool:
    """Programme managers and administrators: every intake."""
    return bool(user and user.is_authenticated and user.has_role(*MANAGERS))


def user_can_open_school(user: Any) -> bool:
    """Whether the desk of intakes is there for this user: for managers always, for others with a role in some intake."""
    return user_manages_school(user) or bool(user and user.is_authenticated and user.has_role(*SEES) and own_intakes(user).exists())


def user_studies(user: Any) -> bool:
    """Whether the page of one's own programme is among the sections of the desk; the page itself is open to everybody signed in."""
    return bool(user and user.is_authenticated and user.has_role(Role.TRAINEE, Role.GRADUATE) and not user.is_superuser)


def open_on(day: date) -> Q:
    """Roles that hold on that day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def own_intakes(user: User) -> QuerySet[Intake]:
    """Intakes where the user holds a role that sees, today; a role that the account has lost does not count."""
    held = [role.value for role in SEES if role.value in user.roles]
    rows = IntakeRole.objects.filter(open_on(timezone.localdate()), user=user, role__in=held)
    return Intake.objects.filter(pk__in=rows.values("intake_id"))


def roles_in(user: User | None, intake_id: int) -> frozenset[str]:
    """Roles in which the user acts in this intake today: those of the account that reach everywhere, and those given for the intake."""
    if user is None or not user.is_active:
        return NOBODY
    everywhere = {role.value for role in MANAGERS if user.has_role(role)}
    given = IntakeRole.objects.filter(open_on(timezone.localdate()), user=user, intake=intake_id).values_list("role", flat=True)
    return frozenset(everywhere | (set(given) & user.roles))


def user_can_move(user: User, intake_id: int, transition: Transition) -> bool:
    """Whether one of the user's roles in the intake may make this move of an enrolment."""
    return not transition.roles.isdisjoint(roles_in(user, intake_id))


def user_can_advance(user: User, transition: Transition) -> bool:
    """Whether the user may make this move of an intake."""
    return user.has_role(*transition.roles)


@scope(Intake)
def visible_intakes(user: Any) -> QuerySet[Intake]:
    """All for managers, one's own for staff."""
    if user_manages_school(user):
        return Intake.objects.all()
    return own_intakes(user) if user.is_authenticated else Intake.objects.none()


@scope(Stream)
def visible_streams(user: Any) -> QuerySet[Stream]:
    """Streams of visible intakes."""
    return Stream.objects.filter(intake__in=visible_intakes(user))


@scope(Enrolment)
def visible_enrolments(user: Any) -> QuerySet[Enrolment]:
    """Enrolments of visible intakes, and one's own."""
    if user_manages_school(user):
        return Enrolment.objects.all()
    if not user.is_authenticated:
        return Enrolment.objects.none()
    return Enrolment.objects.filter(Q(intake__in=own_intakes(user)) | Q(person__user=user))


@scope(IntakeRole)
def visible_intake_roles(user: Any) -> QuerySet[IntakeRole]:
    """Roles in visible intakes."""
    return IntakeRole.objects.filter(intake__in=visible_intakes(user))


@rule(Intake, "view")
def sees_intake(user: Any, intake: Intake) -> bool:
    """Whoever holds a role that sees."""
    return user.is_authenticated and not {*MANAGERS, *SEES}.isdisjoint(roles_in(user, intake.pk))


@rule(Intake, "change", "enrol", "advance", "give_role")
def manages_intake(user: Any, intake: Intake) -> bool:
    """Managers."""
    return user_manages_school(user)


@rule(Stream, "view")
def sees_stream(user: Any, stream: Stream) -> bool:
    """Whoever sees its intake."""
    return user.is_authenticated and not {*MANAGERS, *SEES}.isdisjoint(roles_in(user, stream.intake_id))


@rule(Stream, "enrol")
def enrols_into_stream(user: Any, stream: Stream) -> bool:
    """Managers."""
    return user_manages_school(user)


@rule(Stream, "transfer")
def transfers_from_stream(user: Any, stream: Stream) -> bool:
    """Managers and the intake's curators."""
    return user.is_authenticated and not {*MANAGERS, Role.CURATOR}.isdisjoint(roles_in(user, stream.intake_id))


@rule(Stream, "export")
def exports_stream(user: Any, stream: Stream) -> bool:
    """Whoever works with the whole list: managers, the intake's curators and selection officers."""
    return user.is_authenticated and not {*MANAGERS, *TAKES_LISTS}.isdisjoint(roles_in(user, stream.intake_id))


@rule(Enrolment, "view")
def sees_enrolment(user: Any, enrolment: Enrolment) -> bool:
    """Staff of the intake, and the person."""
    return inspects_enrolment(user, enrolment) or (user.is_authenticated and enrolment.person.user_id == user.pk)


@rule(Enrolment, "inspect")
def inspects_enrolment(user: Any, enrolment: Enrolment) -> bool:
    """Staff of the intake: the page with the history and the reasons."""
    return user.is_authenticated and not {*MANAGERS, *SEES}.isdisjoint(roles_in(user, enrolment.intake_id))


@rule(IntakeRole, "end")
def ends_intake_role(user: Any, held: IntakeRole) -> bool:
    """Managers."""
    return user_manages_school(user)
