"""Who may see and change people. Staff see everybody; a regional coordinator whoever works in the region now; everybody else themselves."""
from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.policy import rule, scope
from accounts.roles import Role
from people.models import Duplicate, Merge, Organisation, Person, Post
from territories.queries.roles import lies_in, territories_of

STAFF = (Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER, Role.SELECTION_OFFICER)
MERGERS = (Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER)


def user_can_see_everybody(user: Any) -> bool:
    """Administrators, programme managers and selection officers."""
    return bool(user is not None and user.is_authenticated and user.is_active and user.has_role(*STAFF))


def user_can_create_person(user: Any) -> bool:
    """The same; None is a command run on the server."""
    return user is None or user_can_see_everybody(user)


def user_can_merge(user: Any) -> bool:
    """Administrators and programme managers decide about duplicates, merge and undo; None is a command run on the server."""
    return user is None or bool(user.is_authenticated and user.is_active and user.has_role(*MERGERS))


def is_coordinator(user: Any) -> bool:
    """Whether the user holds the role; in which region is asked per row."""
    return bool(user is not None and user.is_authenticated and user.is_active and Role.REGIONAL_COORDINATOR.value in user.roles)


def user_can_open_people(user: Any) -> bool:
    """Whether there is a list for this user."""
    return user_can_see_everybody(user) or is_coordinator(user)


def working_in_region_of(user: Any) -> QuerySet[Post]:
    """Posts held today in a territory where the user is regional coordinator."""
    today = timezone.localdate()
    mine = territories_of(user, Role.REGIONAL_COORDINATOR, today)
    there = lies_in(mine, "municipality__territory") | lies_in(mine, "organisation__region__territory")
    return Post.objects.filter(there).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today))


@scope(Person)
def persons_for(user: Any) -> QuerySet[Person]:
    """People this user may see; shadows of merges and erased rows are nobody's."""
    if user_can_see_everybody(user):
        return Person.objects.current()
    if not user.is_authenticated:
        return Person.objects.none()
    seen = Q(user=user)
    if is_coordinator(user):
        seen |= Q(pk__in=working_in_region_of(user).values("person"))
    return Person.objects.current().filter(seen)


@rule(Person, "view")
def sees_person(user: Any, person: Person) -> bool:
    """By the scope, which a row fetched otherwise must stand in too."""
    if user_can_see_everybody(user) and person.is_current:
        return True
    return bool(persons_for(user).filter(pk=person.pk).exists())


@rule(Person, "change")
def changes_person(user: Any, person: Person) -> bool:
    """Staff change and add posts; the person asks them."""
    return person.is_current and person.anonymised_at is None and user_can_create_person(user)


@rule(Person, "merge")
def merges_person(user: Any, person: Person) -> bool:
    """Administrators and programme managers."""
    return person.is_current and user_can_merge(user)


@scope(Merge)
def merges_for(user: Any) -> QuerySet[Merge]:
    """All merges for those who merge."""
    return Merge.objects.all() if user_can_merge(user) else Merge.objects.none()


@rule(Merge, "view", "undo")
def undoes_merge(user: Any, merge: Merge) -> bool:
    """Whoever may merge may look at merges and undo them."""
    return user_can_merge(user)


@scope(Duplicate)
def duplicates_for(user: Any) -> QuerySet[Duplicate]:
    """All pairs for those who merge."""
    return Duplicate.objects.all() if user_can_merge(user) else Duplicate.objects.none()


@rule(Duplicate, "view", "dismiss")
def decides_duplicate(user: Any, pair: Duplicate) -> bool:
    """Whoever may merge."""
    return user_can_merge(user)


@scope(Organisation)
def organisations_for(user: Any) -> QuerySet[Organisation]:
    """Names of organisations are offered to those who write posts."""
    return Organisation.objects.all() if user_can_see_everybody(user) else Organisation.objects.none()


@rule(Organisation, "view", "change")
def changes_organisation(user: Any, organisation: Organisation) -> bool:
    """Staff."""
    return user_can_create_person(user)
