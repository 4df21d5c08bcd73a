"""Add a post to a person, change it, end it."""
from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from people.actions.write_person import lock_person
from people.fieldsets import PostFields
from people.models import Person, Post
from people.rules.names import squeeze
from people.rules.persons import Fault, post_faults

COLUMNS = (
    "title", "category", "organisation", "municipality", "started_on", "ended_on", "is_managerial", "subordinates", "budget_krub",
)


class BadPost(ValueError):
    """Something is wrong with the facts; `faults` says with which."""

    def __init__(self, faults: dict[str, Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def add_post(person: Person, fields: PostFields, by: User | None, at: datetime) -> Post:
    """A post of this person. Raises PermissionDenied, Gone, BadPost."""
    check(fields)
    with transaction.atomic():
        post = Post(person=lock_person(person, by), created_at=at, created_by=by)
        return written(post, fields, at)


def change_post(post: Post, fields: PostFields, by: User | None, at: datetime) -> Post:
    """Other facts of a post. Raises PermissionDenied, Gone, BadPost."""
    check(fields)
    with transaction.atomic():
        return written(locked_post(post, by), fields, at)


def close_post(post: Post, ended_on: date, by: User | None, at: datetime) -> Post:
    """The last day of a post. Raises PermissionDenied, Gone, BadPost when it lies before the first."""
    with transaction.atomic():
        locked = locked_post(post, by)
        faults = post_faults(locked.title, True, locked.started_on, ended_on)
        if faults:
            raise BadPost(faults)
        locked.ended_on, locked.updated_at = ended_on, at
        locked.save(update_fields=["ended_on", "updated_at"])
    return locked


def remove_post(post: Post, by: User | None, at: datetime) -> None:
    """Take away a post that was entered by mistake. Raises PermissionDenied, Gone, ProtectedError when something stands on it."""
    with transaction.atomic():
        locked_post(post, by).delete()


def locked_post(post: Post, by: User | None) -> Post:
    """The post under the lock of its person, whom a merge may have changed meanwhile. Raises PermissionDenied, Gone."""
    person = Person.objects.get(pk=Post.objects.values_list("person", flat=True).get(pk=post.pk))
    lock_person(person, by)
    return Post.objects.select_for_update().get(pk=post.pk)


def check(fields: PostFields) -> None:
    """Raises BadPost."""
    has_place = fields.organisation is not None or fields.municipality is not None
    faults = post_faults(fields.title, has_place, fields.started_on, fields.ended_on)
    if fields.budget_krub is not None and fields.budget_krub < 0:
        faults["budget_krub"] = Fault.NEGATIVE
    if faults:
        raise BadPost(faults)


def written(post: Post, fields: PostFields, at: datetime) -> Post:
    """The row with these facts."""
    for name in COLUMNS:
        setattr(post, name, getattr(fields, name))
    post.title, post.updated_at = squeeze(fields.title), at
    post.save()
    return post
