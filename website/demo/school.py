"""The demo's programme: a small first intake that is closed, and the second one, 161 people in four streams, in training today."""
from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.demo import MANAGER
from accounts.models import User
from accounts.roles import Role
from people.models import Person
from school.actions.advance_intake import advance_intake
from school.actions.enrol import enrol
from school.actions.give_intake_role import give_intake_role
from school.actions.move_enrolment import move_enrolment
from school.models import Enrolment, EnrolmentRole, Intake, IntakeRegion, Programme, Stream
from school.states import EnrolmentState, IntakeState
from territories.models import Region

CODE = "mayors"
PLACES = 161
STREAMS = (("Волга", "Volga", 41), ("Енисей", "Yenisei", 40), ("Нева", "Neva", 40), ("Амур", "Amur", 40))
FIRST_INTAKE = 8
AWAY = {17: ("на время паводка в округе", -6), 58: ("по болезни", 14), 131: ("командировка", None)}
LEFT = {76: "перешёл на работу в другой регион", 149: "по собственному желанию"}


@transaction.atomic
def seed_school(at: datetime) -> None:
    """Make the demo's intakes for the people who are there; nothing when the programme exists or there are too few people."""
    people = list(Person.objects.current().order_by("pk")[: PLACES + FIRST_INTAKE])
    if Programme.objects.exists() or len(people) <= FIRST_INTAKE:
        return
    by = User.objects.get(email=MANAGER)
    programme = Programme.objects.create(
        code=CODE, title="Школа мэров", title_en="Mayor School", hours_total=288, public=True,
        purpose="Подготовить команды муниципалитетов к проектам, результат которых можно измерить и повторить в другом городе.",
    )
    first_intake(programme, people[-FIRST_INTAKE:], by, at)
    second = second_intake(programme, people[:-FIRST_INTAKE], by, at)
    give_intake_role(by, Role.PROGRAMME_MANAGER, second, by, at)


def first_intake(programme: Programme, people: list[Person], by: User, at: datetime) -> None:
    """Last year's trial, with everybody through."""
    intake = made(programme, 1, "Пробный набор", "Trial intake", len(people), at, -430, -190)
    stream = Stream.objects.create(intake=intake, number=1, title="Пробный поток", title_en="Trial stream", capacity=len(people))
    start(intake, [(stream, person) for person in people], by, at, -430)
    for enrolment in Enrolment.objects.filter(intake=intake):
        move_enrolment(enrolment, EnrolmentState.COMPLETED, by, day(at, -190))
    advance_intake(intake, IntakeState.CLOSED, by, day(at, -183))


def second_intake(programme: Programme, people: list[Person], by: User, at: datetime) -> Intake:
    """The one in training: some are on leave, one of them should be back, two have left."""
    intake = made(programme, 2, "Второй набор", "Second intake", PLACES, at, -84, 186)
    streams = [
        Stream.objects.create(intake=intake, number=number, title=f"Поток «{title}»", title_en=f"{english} stream", capacity=capacity)
        for number, (title, english, capacity) in enumerate(STREAMS, 1)
    ]
    seats = [stream for stream in streams for _ in range(stream.capacity)]
    start(intake, list(zip(seats, people, strict=False)), by, at, -84)
    enrolments = list(Enrolment.objects.filter(intake=intake).order_by("pk"))
    for place, (reason, back) in AWAY.items():
        if place < len(enrolments):
            return_on = timezone.localdate(at) + timedelta(days=back) if back is not None else None
            move_enrolment(enrolments[place], EnrolmentState.LEAVE, by, day(at, -20), reason, return_on=return_on)
    for place, reason in LEFT.items():
        if place < len(enrolments):
            move_enrolment(enrolments[place], EnrolmentState.WITHDRAWN, by, day(at, -34), reason)
    return intake


def made(programme: Programme, number: int, label: str, english: str, places: int, at: datetime, starts: int, ends: int) -> Intake:
    """A planned intake with every region, its days counted from today."""
    today = timezone.localdate(at)
    intake = Intake.objects.create(
        programme=programme, number=number, label=label, label_en=english, places=places,
        starts=today + timedelta(days=starts), ends=today + timedelta(days=ends),
    )
    IntakeRegion.objects.bulk_create(
        IntakeRegion(intake=intake, region=region, sort_order=place) for place, region in enumerate(Region.objects.select_related("territory"))
    )
    return intake


def start(intake: Intake, seats: list[tuple[Stream, Person]], by: User, at: datetime, starts: int) -> None:
    """From plan to training, everybody enrolled a week before."""
    advance_intake(intake, IntakeState.NOMINATION, by, day(at, starts - 120))
    advance_intake(intake, IntakeState.SELECTION, by, day(at, starts - 60))
    for stream, person in seats:
        enrol(stream, person, EnrolmentRole.TRAINEE, by, day(at, starts - 7))
    advance_intake(intake, IntakeState.RUNNING, by, day(at, starts))


def day(at: datetime, days: int) -> datetime:
    """Ten in the morning of a day before or after."""
    today = timezone.localdate(at) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(today, time(10)))
