"""Tables of a room that does not exist: a one-to-one key and two kinds of many-to-many that lead to a person."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models

from people.links import links_to_person
from people.models import Person


@contextmanager
def strange_tables() -> Iterator[tuple[type, type, type]]:
    """(badge with a one-to-one key, group with a many-to-many field, seat as an own table between). Not inside a transaction."""

    class Badge(models.Model):
        person = models.OneToOneField(Person, models.CASCADE, related_name="+")
        text = models.CharField(max_length=20)

        class Meta:
            app_label = "people"

    class Group(models.Model):
        members = models.ManyToManyField(Person, related_name="+")

        class Meta:
            app_label = "people"

    class Seat(models.Model):
        group = models.ForeignKey(Group, models.CASCADE)
        person = models.ForeignKey(Person, models.CASCADE, related_name="+")
        chair = models.ForeignKey(Person, models.CASCADE, related_name="+", null=True)

        class Meta:
            app_label = "people"
            unique_together = [("group", "person")]

    made = (Badge, Group, Seat)
    links_to_person.cache_clear()
    with connection.schema_editor() as editor:
        for model in made:
            editor.create_model(model)
    try:
        yield made
    finally:
        with connection.schema_editor() as editor:
            for model in reversed(made):
                editor.delete_model(model)
        for name in ("badge", "group", "seat", "group_members"):
            del apps.all_models["people"][name]
        apps.clear_cache()
        links_to_person.cache_clear()
