"""Consents as people meet them."""
import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions.give_consent import give_consent
from accounts.actions.publish_consent import publish_consent
from accounts.consents import has_consent, words_hash
from accounts.models import Consent, ConsentType
from accounts.roles import Role
from tests.factories.accounts import published
from tests.people import someone

URL = "/accounts/consents/"


@pytest.fixture
def version(officer):
    return published(officer, title="О данных")


@pytest.fixture
def mine(person):
    client = Client()
    client.force_login(person)
    return client


def renew(version, officer):
    ConsentType.objects.update(text="Иначе.", title="О данных заново")
    draft = ConsentType.objects.get(pk=version.type_id)
    return publish_consent(draft, words_hash(draft), officer, timezone.now())


def test_consents_of_a_visitor_lead_to_the_door(db):
    assert Client().get(URL).url == f"/accounts/login/?next={URL}"
    assert Client().post(f"{URL}processing/1/give/").url.startswith("/accounts/login/")


def test_consents_show_an_empty_box(version, mine):
    page = mine.get(URL).content.decode()
    assert page.count('name="agree"') == 1
    assert "name=\"agree\" value=\"yes\" autocomplete=\"off\"><span>" in page


def test_consent_without_a_tick_is_not_given(version, mine, person):
    answer = mine.post(f"{URL}processing/1/give/")
    assert (answer.status_code, has_consent(person, "processing")) == (422, False)
    assert "Отметьте согласие" in answer.content.decode()


def test_consent_with_a_tick_is_given_from_this_address(version, mine, person):
    answer = mine.post(f"{URL}processing/1/give/", {"agree": "yes"}, REMOTE_ADDR="192.0.2.7")
    assert (answer.url, Consent.objects.get().ip, Consent.objects.get().user) == (URL, "192.0.2.7", person)
    assert 'name="agree"' not in mine.get(URL).content.decode()


def test_consent_to_older_words_is_not_taken(version, mine, person, officer):
    renew(version, officer)
    page = mine.post(f"{URL}processing/1/give/", {"agree": "yes"}, follow=True).content.decode()
    assert "Текст тем временем изменился" in page
    assert has_consent(person, "processing") is False


@pytest.mark.parametrize("address", ["/accounts/", "/desk/", URL])
def test_newer_words_are_asked_for_again(version, mine, person, officer, address):
    give_consent(version, person, timezone.now())
    assert "О данных заново" not in mine.get(address).content.decode()
    renew(version, officer)
    assert "О данных заново" in mine.get(address).content.decode()


def test_withdrawal_says_what_follows_then_does_it(version, mine, person):
    consent = give_consent(version, person, timezone.now())
    address = f"{URL}withdraw/{consent.public_id}/"
    assert "Учёба прекратится." in mine.get(address).content.decode()
    assert has_consent(person, "processing") is True
    assert mine.post(address).url == URL
    assert has_consent(person, "processing") is False
    assert mine.get(address).url == URL


def test_withdrawal_of_anothers_consent_is_absent(version, person, officer):
    consent = give_consent(version, person, timezone.now())
    for stranger in (someone(Role.MENTOR), officer, someone(Role.ADMINISTRATOR)):
        client = Client()
        client.force_login(stranger)
        assert (client.get(f"{URL}withdraw/{consent.public_id}/").status_code, client.post(f"{URL}withdraw/{consent.public_id}/").status_code) == (404, 404)
    assert has_consent(person, "processing") is True


def test_words_are_public_in_every_version(version, officer):
    renew(version, officer)
    old, new = (Client().get(f"{URL}processing/{end}").content.decode() for end in ("1/", ""))
    assert ("Я\xa0соглашаюсь." in old, "Иначе." in new) == (True, True)
    assert "заменена новой" in old
    assert "Я\xa0соглашаюсь." in Client().get(f"{URL}processing/1/print/").content.decode()
    assert Client().get(f"/en{URL}processing/1/").content.decode().count("Consent to processing") > 0


@pytest.mark.parametrize("end", ["nothing/", "processing/7/", "processing/7/print/"])
def test_words_that_are_not_published_are_absent(version, end):
    assert Client().get(URL + end).status_code == 404


def test_draft_words_are_seen_nowhere(version, mine):
    ConsentType.objects.update(text="Черновик без подписи", title="Черновик без подписи")
    for address in (URL, f"{URL}processing/", f"{URL}processing/1/", f"{URL}processing/1/print/"):
        assert "Черновик без подписи" not in mine.get(address).content.decode()


def test_consents_cost_the_same_at_one_and_at_many(mine, person, officer, django_assert_num_queries):
    give_consent(published(officer, code="c-0"), person, timezone.now())
    with django_assert_num_queries(7):
        mine.get(URL)
    for number in range(1, 12):
        give_consent(published(officer, code=f"c-{number}"), person, timezone.now())
    with django_assert_num_queries(7):
        mine.get(URL)
