"""This room's answers to "what do you hold about me" and "erase it"."""
from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.personal import Erased, Section
from people.actions.erase_person import anonymise_person
from people.models import Person

MODELS = (
    "people.Person", "people.Post", "people.BlockKey", "people.Duplicate", "people.Merge", "people.MergedLink", "people.Organisation",
)


def rows_of(user: User) -> list[Person]:
    """The user's person and every shadow merged into it, and shadows that kept this account."""
    found: dict[int, Person] = {row.pk: row for row in Person.objects.filter(Q(user=user))}
    grown = -1
    while grown != len(found):
        grown = len(found)
        found |= {row.pk: row for row in Person.objects.filter(merged_into__in=found)}
    return [found[pk] for pk in sorted(found)]


def collect(user: User) -> Iterator[Section]:
    """The person as kept, with posts."""
    rows = rows_of(user)
    if not rows:
        return
    yield Section(_("Personal details"), [facts(row) for row in rows])
    posts = [post for row in rows for post in row.posts.select_related("organisation", "municipality__territory")]
    yield Section(_("Posts"), [post_facts(post) for post in posts])


def facts(person: Person) -> dict[str, Any]:
    """Plain values."""
    return {
        "public_id": str(person.public_id), "family": person.family, "given": person.given, "patronymic": person.patronymic,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None, "sex": person.sex, "email": person.email,
        "phone": person.phone, "is_merged": not person.is_current, "created_at": person.created_at.isoformat(),
        "updated_at": person.updated_at.isoformat(),
    }


def post_facts(post: Any) -> dict[str, Any]:
    """Plain values."""
    return {
        "title": post.title, "category": post.category, "organisation": post.organisation.name if post.organisation else None,
        "municipality": post.municipality.territory.name if post.municipality else None,
        "started_on": post.started_on.isoformat() if post.started_on else None, "ended_on": post.ended_on.isoformat() if post.ended_on else None,
        "is_managerial": post.is_managerial, "subordinates": post.subordinates,
        "budget_krub": str(post.budget_krub) if post.budget_krub is not None else None,
    }


def erase(user: User, at: datetime) -> Erased:
    """Empty the person's rows; they stay, so that what others keep (a protocol, a list) still stands."""
    rows = rows_of(user)
    posts = sum(row.posts.count() for row in rows)
    for row in rows:
        anonymise_person(row, at)
    return Erased(deleted={"people.Post": posts} if posts else {}, anonymised={"people.Person": len(rows)} if rows else {})


def ids_of(user: User) -> Iterator[UUID]:
    """Addresses under which this user's data is read."""
    return (row.public_id for row in rows_of(user))


def names_of(ids: Collection[UUID]) -> dict[UUID, str]:
    """Names for the read log."""
    return {row.public_id: row.full_name for row in Person.objects.filter(public_id__in=ids)}
