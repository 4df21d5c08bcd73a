"""Every column in the product that points at a person, found by walking the models: rooms above need not tell anybody of theirs."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from people.models import Person

OWN = frozenset({
    "people.Person.merged_into", "people.BlockKey.person", "people.Duplicate.first", "people.Duplicate.second", "people.Merge.kept",
    "people.Merge.gone",
})  # what merging itself keeps: keys are made anew, pairs and merges tell of the rows as they were


@dataclass(frozen=True)
class Link:
    """A foreign key, one-to-one key or side of a many-to-many table."""

    model: type[Model]
    field: str

    @property
    def label(self) -> str:
        """«school.Enrolment»."""
        return self.model._meta.label

    @property
    def is_key(self) -> bool:
        """Whether the column is the row's own key: such a row cannot change hands without becoming another."""
        return self.model._meta.pk.name == self.field

    def rows(self, person: Person) -> QuerySet[Any]:
        """Rows that point at this person, whatever the model's own manager hides."""
        return self.model._base_manager.filter(**{self.field: person}).order_by("pk")


@lru_cache(maxsize=1)
def links_to_person() -> tuple[Link, ...]:
    """All of them but `OWN`, in the order of the rooms."""
    return tuple(link for link in walk() if f"{link.label}.{link.field}" not in OWN)


def walk() -> Iterator[Link]:
    """Concrete columns of concrete tables, the hidden ones of many-to-many fields included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, ForeignKey) and field.remote_field.model._meta.concrete_model is Person:
                yield Link(model, field.name)


def link_named(label: str, field: str) -> Link | None:
    """The link of a stored name; None when the product no longer has it."""
    return next((link for link in links_to_person() if (link.label, link.field) == (label, field)), None)
