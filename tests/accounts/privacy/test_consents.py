"""Words are published by a second person; a consent is given, asked for anew, withdrawn."""
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone, translation

from accounts.actions.give_consent import NewerWords, give_consent
from accounts.actions.publish_consent import DraftChanged, NothingNew, SamePerson, publish_consent
from accounts.actions.withdraw_consent import withdraw_consent
from accounts.consents import consent_required, has_consent, is_genuine, newest_version, words_hash
from accounts.models import Consent, ConsentType, ConsentVersion
from accounts.roles import Role
from ops.models import OutboxRow
from ops.outbox import SUBSCRIPTIONS, handles
from tests.factories.accounts import ConsentTypeFactory, published
from tests.people import someone

AT = timezone.now()


@pytest.fixture
def withdrawals():
    handles("consent_withdrawn", "test")(lambda rows: None)
    yield OutboxRow.objects.filter(event="consent_withdrawn")
    del SUBSCRIPTIONS["consent_withdrawn", "test"]


def change(version, **fields):
    """The next draft, written by nobody in particular."""
    ConsentType.objects.filter(pk=version.type_id).update(**fields)
    return ConsentType.objects.get(pk=version.type_id)


def next_version(version, officer):
    draft = change(version, text="Иначе.")
    return publish_consent(draft, words_hash(draft), officer, AT)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.VISITOR, Role.DATA_PROTECTION_OFFICER)])
def test_publishing_is_the_officers(db, role):
    draft = ConsentTypeFactory()
    with pytest.raises(PermissionDenied):
        publish_consent(draft, words_hash(draft), someone(role), AT)


def test_publishing_freezes_the_words(officer, editor):
    draft = ConsentTypeFactory(changed_by=editor, is_sample=True)
    version = publish_consent(draft, words_hash(draft), officer, AT)
    change(version, text="Иначе.")
    version.refresh_from_db()
    assert (version.number, version.text, version.drafted_by, version.published_by, version.published_at, version.is_sample) == (
        1, draft.text, editor, officer, AT, True,
    )
    assert version.sha256 == words_hash(draft)


def test_publishing_ones_own_draft_is_refused(officer):
    draft = ConsentTypeFactory(changed_by=officer)
    with pytest.raises(SamePerson):
        publish_consent(draft, words_hash(draft), officer, AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentVersion.objects.create(type=draft, number=1, drafted_by=officer, published_by=officer, published_at=AT)


def test_publishing_other_words_than_were_read_is_refused(officer):
    draft = ConsentTypeFactory()
    seen = words_hash(draft)
    ConsentType.objects.filter(pk=draft.pk).update(text="Иначе.")
    with pytest.raises(DraftChanged):
        publish_consent(draft, seen, officer, AT)


def test_publishing_the_same_words_again_is_refused(officer):
    version = published(officer)
    with pytest.raises(NothingNew):
        publish_consent(version.type, version.sha256, officer, AT)
    assert next_version(version, officer).number == 2


def test_version_cannot_be_changed_or_deleted(officer):
    version = published(officer)
    for act in (lambda: ConsentVersion.objects.update(text="Иначе."), lambda: ConsentVersion.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    assert ConsentVersion.objects.get().text == version.text


def test_words_are_shown_in_the_readers_language_else_in_russian(officer):
    version = published(officer)
    with translation.override("en"):
        assert (version.words("title"), version.words("text"), version.text_language) == ("Consent to processing", version.text, "ru")
    assert version.words("title") == "Согласие на обработку"


def test_consent_is_given_once_with_its_proof(officer, person):
    version = published(officer)
    consent = give_consent(version, person, AT, "192.0.2.7")
    assert give_consent(version, person, AT + timedelta(days=1), "192.0.2.8") == consent
    consent = Consent.objects.get()
    assert (consent.given_at, consent.ip, is_genuine(consent)) == (AT, "192.0.2.7", True)
    consent.given_at -= timedelta(days=1)
    assert is_genuine(consent) is False


def test_consent_of_somebody_blocked_is_refused(officer, person):
    person.is_active = False
    with pytest.raises(PermissionDenied):
        give_consent(published(officer), person, AT)


def test_consent_required_until_it_is_given_and_again_for_newer_words(officer, person):
    assert (has_consent(person, "processing"), consent_required(person, "processing")) == (False, False)
    version = published(officer)
    assert (has_consent(person, "processing"), consent_required(person, "processing")) == (False, True)
    give_consent(version, person, AT)
    assert (has_consent(person, "processing"), consent_required(person, "processing")) == (True, False)
    newer = next_version(version, officer)
    assert (has_consent(person, "processing"), consent_required(person, "processing")) == (True, True)
    with pytest.raises(NewerWords):
        give_consent(version, person, AT)
    give_consent(newer, person, AT)
    assert (has_consent(person, "processing"), consent_required(person, "processing")) == (True, False)
    assert list(Consent.objects.order_by("pk").values_list("version__number", "replaced_at", "withdrawn_at")) == [(1, AT, None), (2, None, None)]


def test_consent_no_longer_offered_is_neither_asked_nor_taken(officer, person):
    version = published(officer)
    change(version, is_offered=False)
    assert consent_required(person, "processing") is False
    with pytest.raises(NewerWords):
        give_consent(version, person, AT)


def test_consent_is_withdrawn_by_its_owner_at_once(officer, person, withdrawals):
    consent = give_consent(published(officer), person, AT)
    with pytest.raises(PermissionDenied):
        withdraw_consent(consent, officer, AT)
    assert has_consent(person, "processing") is True
    assert withdraw_consent(consent, person, AT).withdrawn_at == AT
    assert withdraw_consent(consent, person, AT + timedelta(days=1)).withdrawn_at == AT
    assert has_consent(person, "processing") is False
    assert [(row.key, row.payload) for row in withdrawals] == [(str(consent.public_id), {"user": person.pk, "code": "processing"})]


def test_consent_can_be_given_again_after_a_withdrawal(officer, person):
    version = published(officer)
    withdraw_consent(give_consent(version, person, AT), person, AT)
    give_consent(version, person, AT)
    assert (Consent.objects.count(), has_consent(person, "processing")) == (2, True)


def test_newest_version_of_an_unknown_consent_is_none(db):
    assert newest_version("nothing") is None
