"""Secrets at rest."""
import pytest
from django.db import connection
from django.utils import timezone

from ops.secrets import SecretUnreadable, reseal, seal, unseal
from people.models import Person
from tests.factories.people import PersonFactory


def test_seal_a_text_hides_it_and_opens_again():
    sealed = seal("+7 900 000-00-00")
    assert "900" not in sealed
    assert unseal(sealed) == "+7 900 000-00-00"
    assert seal("+7 900 000-00-00") != sealed


def test_unseal_by_a_fallback_reads_what_the_old_key_wrote(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "old" * 20, []
    sealed = seal("текст")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, ["old" * 20]
    assert unseal(sealed) == "текст"
    fresh = reseal(sealed)
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(fresh) == "текст"
    with pytest.raises(SecretUnreadable):
        unseal(sealed)


@pytest.mark.parametrize("text", ["", "junk", "юнк"])
def test_unseal_junk_raises(text):
    with pytest.raises(SecretUnreadable):
        unseal(text)


def test_encrypted_field_keeps_no_plain_text_in_the_database(db):
    person = PersonFactory(phone="+7 900 000-00-00")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_person WHERE id = %s", [person.pk])
        (stored,) = cursor.fetchone()
    assert "900" not in stored
    assert Person.objects.get(pk=person.pk).phone == "+7 900 000-00-00"


def test_encrypted_field_empty_stays_empty_and_can_be_asked_for(db):
    nothing, something = PersonFactory(), PersonFactory(phone="1")
    assert list(Person.objects.filter(phone="")) == [nothing]
    assert list(Person.objects.exclude(phone="")) == [something]


def test_folded_field_follows_the_name(db):
    person = PersonFactory(family="Соловьёв-Седой", given="Пётр", patronymic="")
    assert person.search_key == "соловьев седой петр"
    person.family, person.updated_at = "Ёлкин", timezone.now()
    person.save()
    assert Person.objects.get(pk=person.pk).search_key == "елкин петр"
