"""Makers of people and what hangs on them."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from people.actions.merge_persons import merge_persons
from people.models import Duplicate
from tests.factories.people import PersonFactory, PostFactory
from tests.people import someone

Arguments = Mapping[str, Any]


def person(owner: User) -> Arguments:
    """The person of this user."""
    return {"public_id": PersonFactory(user=owner).public_id}


def person_and_post(owner: User) -> Arguments:
    """A person with a post."""
    row = PostFactory(person=PersonFactory())
    return {"public_id": row.person.public_id, "post_id": row.public_id}


def pair(owner: User) -> Arguments:
    """Two rows that may be one person."""
    return {"kept_id": PersonFactory().public_id, "gone_id": PersonFactory().public_id}


def duplicate(owner: User) -> Arguments:
    """A proposed pair."""
    one, two = PersonFactory(), PersonFactory()
    return {"public_id": Duplicate.objects.create(first=one, second=two, score=80, found_at=timezone.now()).public_id}


def merge(owner: User) -> Arguments:
    """A merge that can be taken back."""
    return {"public_id": merge_persons(PersonFactory(), PersonFactory(), {}, someone(Role.ADMINISTRATOR), timezone.now()).public_id}
