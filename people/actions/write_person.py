"""Create a person, change one. Whoever may be the same is looked for afterwards, through the outbox."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy import can
from ops.outbox import owe
from people.fieldsets import PersonFields
from people.models import Person
from people.permissions import user_can_create_person
from people.rules.persons import Fault, person_faults

COLUMNS = ("family", "given", "patronymic", "birth_date", "sex", "email", "phone", "user")


class BadPerson(ValueError):
    """Something is wrong with the facts; `faults` says with which."""

    def __init__(self, faults: dict[str, Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


class UserTaken(ValueError):
    """This account belongs to another person."""


class Gone(Exception):
    """The row was merged or erased meanwhile."""


def create_person(fields: PersonFields, by: User | None, at: datetime) -> Person:
    """A new person. `by` None is the system. Raises PermissionDenied, BadPerson, UserTaken."""
    if not user_can_create_person(by):
        raise PermissionDenied
    facts = checked(fields, at)
    person = Person(created_at=at, updated_at=at, created_by=by, updated_by=by)
    return written(person, facts)


def change_person(person: Person, fields: PersonFields, by: User | None, at: datetime) -> Person:
    """Other facts for a person. Raises PermissionDenied, BadPerson, UserTaken, Gone."""
    facts = checked(fields, at)
    with transaction.atomic():
        locked = lock_person(person, by)
        locked.updated_at, locked.updated_by = at, by
        return written(locked, facts)


def lock_person(person: Person, by: User | None) -> Person:
    """The row, locked and still a person whom `by` may change. Raises Gone, PermissionDenied."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if not locked.is_current or locked.anonymised_at is not None:
        raise Gone
    if by is not None and not can(by, "change", locked):
        raise PermissionDenied
    return locked


def checked(fields: PersonFields, at: datetime) -> PersonFields:
    """Tidied facts. Raises BadPerson."""
    facts = fields.tidy()
    faults = person_faults(facts.family, facts.given, facts.birth_date, timezone.localdate(at))
    if faults:
        raise BadPerson(faults)
    return facts


def written(person: Person, facts: PersonFields) -> Person:
    """The row with these facts, and the debt of looking for its like. Raises UserTaken."""
    for name in COLUMNS:
        setattr(person, name, getattr(facts, name))
    if facts.user is not None and Person.objects.filter(user=facts.user).exclude(pk=person.pk).exists():
        raise UserTaken
    try:
        with transaction.atomic():
            person.save()
            owe("person_saved", str(person.pk))
    except IntegrityError as error:
        raise UserTaken from error
    return person
