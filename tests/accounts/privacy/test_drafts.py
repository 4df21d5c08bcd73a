"""Drafts of consents in the Wagtail admin, and the demo's two."""
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.demo import create_demo_users
from accounts.actions.draft_consent import draft_consent
from accounts.models import Consent, ConsentType, ConsentVersion
from accounts.roles import ADMIN_ROLES, Role
from tests.factories.accounts import WORDS, ConsentTypeFactory
from tests.people import someone
from website.demo.privacy import seed_privacy

EDITORS = {Role.CONTENT_EDITOR, Role.ADMINISTRATOR}


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


def client_of(role) -> Client:
    client = Client()
    client.force_login(someone(role))
    return client


@pytest.mark.parametrize("role", sorted(EDITORS))
def test_draft_is_written_in_the_admin_under_its_authors_name(db, role):
    client = client_of(role)
    answer = client.post(reverse("consent_drafts:add"), {**WORDS, "code": "photo", "order": "3", "is_offered": "on", "is_sample": "on"})
    assert answer.status_code == 302
    draft = ConsentType.objects.get()
    assert (draft.code, draft.changed_by, draft.is_sample) == ("photo", someone(role), True)
    answer = client.post(reverse("consent_drafts:edit", args=[draft.pk]), {**WORDS, "code": "other", "order": "3", "title": "Иначе"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.code, draft.title, draft.is_offered, ConsentVersion.objects.count()) == ("photo", "Иначе", False, 0)


@pytest.mark.parametrize("role", sorted(ADMIN_ROLES - EDITORS))
def test_draft_is_not_open_to_other_roles_of_the_admin(db, role):
    draft = ConsentTypeFactory()
    client = client_of(role)
    assert client.get(reverse("consent_drafts:edit", args=[draft.pk])).status_code in (302, 404)
    client.post(reverse("consent_drafts:edit", args=[draft.pk]), {**WORDS, "code": draft.code, "order": "3", "title": "Чужое"})
    draft.refresh_from_db()
    assert draft.title != "Чужое"


@pytest.mark.parametrize("role", [role for role in Role if role not in (*EDITORS, Role.VISITOR)])
def test_draft_by_the_action_is_the_editors(db, role):
    with pytest.raises(PermissionDenied):
        draft_consent(ConsentType(code="x", **WORDS), someone(role), timezone.now())


def test_draft_is_never_deleted(db):
    draft = ConsentTypeFactory()
    client_of(Role.ADMINISTRATOR).post(reverse("consent_drafts:delete", args=[draft.pk]))
    assert ConsentType.objects.count() == 1


def test_demo_has_two_samples_once(db):
    create_demo_users(timezone.now())
    for _ in range(2):
        seed_privacy(timezone.now())
    assert list(ConsentVersion.objects.order_by("type__order").values_list("type__code", "number", "is_sample")) == [
        ("processing", 1, True), ("dissemination", 1, True),
    ]
    assert Consent.objects.count() == 1
