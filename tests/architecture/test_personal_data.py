"""Every table that can hold data of a person has a room that hands them out and erases them, or a reason why not."""
import re

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.db import models

from accounts.personal import HOLDERS

PEOPLE = {settings.AUTH_USER_MODEL, "people.Person"}
PERSONAL = re.compile(r"(^|_)(e?mail|phone|family|given(?!_(at|by|on))|patronymic|surname|birth\w*|ip|snils|passport|name)(_|$)")
NO_PERSON = "its name is the name of a thing"
EXCEPTIONS = {
    "accounts.ErasedPerson": "the list of the erased: an id and a keyed hash, kept so that nobody comes back with a backup",
    "auth.Group": "names of roles", "auth.Permission": "names of rights",
    "ops.Counter": NO_PERSON, "ops.Duty": NO_PERSON,
    "taxonomy.NationalProject": NO_PERSON, "taxonomy.Sector": NO_PERSON, "taxonomy.Tag": NO_PERSON, "taggit.Tag": NO_PERSON,
    "territories.Municipality": NO_PERSON, "territories.PeerGroup": NO_PERSON, "territories.Region": NO_PERSON, "territories.Territory": NO_PERSON,
    "portfolio.PracticeIndicator": NO_PERSON,
    "wagtailcore.Collection": NO_PERSON, "wagtailcore.Site": NO_PERSON, "wagtailcore.Task": NO_PERSON, "wagtailcore.Workflow": NO_PERSON,
    "wagtailcore.GroupApprovalTask": NO_PERSON,
    "wagtailembeds.Embed": "public data of embedded pages, which are switched off",
}


def about_people(model) -> list[str]:
    """Fields by which a row may be about a person."""
    found = []
    for field in model._meta.get_fields():
        if field.auto_created and not field.concrete:
            continue
        target = getattr(field, "related_model", None)
        if isinstance(target, str) or (target is not None and hasattr(target, "_meta")):
            if (target if isinstance(target, str) else target._meta.label) in PEOPLE:
                found.append(field.name)
        elif isinstance(field, models.EmailField | models.GenericIPAddressField) or PERSONAL.search(field.name):
            found.append(field.name)
    return found


def unlisted(tables) -> list[str]:
    """Tables about people that no room answers for and that are no exception."""
    held = set().union(*(holder.models for holder in HOLDERS.values()))
    return sorted(
        f"{model._meta.label}: {', '.join(about_people(model))}" for model in tables
        if about_people(model) and model._meta.label not in held and model._meta.label not in EXCEPTIONS
        and not any(parent._meta.label in held for parent in model._meta.get_parent_list())
    )


def test_every_table_about_people_has_a_room_or_a_reason():
    assert unlisted(apps.get_models(include_auto_created=True)) == []


def test_exceptions_and_holders_name_tables_that_exist():
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    named = set(EXCEPTIONS).union(*(holder.models for holder in HOLDERS.values()))
    assert sorted(named - labels) == []


def test_planted_tables_are_found():
    apart = Apps()

    class Diary(models.Model):
        user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)

        class Meta:
            app_label = "accounts"
            apps = apart

    class Card(models.Model):
        work_phone = models.CharField(max_length=20)

        class Meta:
            app_label = "accounts"
            apps = apart

    class Stone(models.Model):
        weight = models.IntegerField()

        class Meta:
            app_label = "accounts"
            apps = apart

    assert unlisted([Diary, Card, Stone]) == ["accounts.Card: work_phone", "accounts.Diary: user"]
