"""Going live and back by our own actions: the gate, the transaction, the releases."""
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.roles import Role
from portfolio.actions.draft import write_draft
from portfolio.actions.publish import publish_practice, unpublish_practice
from portfolio.actions.remove import remove_draft
from portfolio.actions.withdraw import withdraw_practice
from portfolio.gate import NotReady, WasPublished
from portfolio.models import Practice, PracticeRelease
from portfolio.rules.publication import Missing
from tests.factories.portfolio import draft, live
from tests.people import someone

pytestmark = pytest.mark.django_db
NOT_EDITORS = [role for role in Role if role not in (Role.CONTENT_EDITOR, Role.ADMINISTRATOR)]


def test_publish_practice_makes_it_live_once_and_owes_the_index(owed):
    practice = publish_practice(draft(), someone(Role.CONTENT_EDITOR), timezone.now())
    year = timezone.localtime().year
    assert (practice.live, practice.has_unpublished_changes, practice.year) == (True, False, year)
    assert (practice.slug, practice.code) == ("optimizatsiya-soglasovaniya-marshruta-avtobusa", f"SM-{year}-{practice.number:04d}")
    assert owed() == [(str(practice.pk), {"live": True})]
    assert list(PracticeRelease.objects.values_list("n", "document__title", "at")) == [(1, practice.title, practice.last_published_at)]


def test_publish_practice_incomplete_is_refused_in_words_and_changes_nothing(owed):
    practice = draft(problem="", indicators=())
    with pytest.raises(NotReady) as refusal:
        publish_practice(practice, someone(Role.CONTENT_EDITOR), timezone.now())
    assert refusal.value.missing == (Missing.PROBLEM, Missing.INDICATOR)
    assert str(refusal.value) == (
        "Практика не опубликована. Не хватает: проблема (кто страдает, сколько людей, с каких пор); хотя бы один показатель."
    )
    assert (Practice.objects.get().live, PracticeRelease.objects.count(), owed()) == (False, 0, [])


def test_publish_practice_again_keeps_address_year_and_unchanged_release(owed):
    practice = live()
    Practice.objects.update(year=2020)
    editor, now = someone(Role.CONTENT_EDITOR), timezone.now()
    write_draft(practice, replace(practice.as_fields(), title="Совсем другое"), editor, now)
    practice = publish_practice(practice, editor, now)
    assert (practice.title, practice.slug, practice.year) == ("Совсем другое", "optimizatsiya-soglasovaniya-marshruta-avtobusa", 2020)
    publish_practice(practice, editor, now)
    assert list(PracticeRelease.objects.values_list("n", "document__title")) == [(2, "Совсем другое"), (1, "Оптимизация согласования маршрута автобуса")]
    assert [payload for _, payload in owed()] == [{"live": True}] * 3


def test_publish_practice_in_the_future_fires_but_nothing_is_live(owed):
    practice = draft()
    practice.go_live_at = timezone.now() + timedelta(days=1)
    practice.save_revision()
    practice = publish_practice(practice, someone(Role.CONTENT_EDITOR), timezone.now())
    assert (practice.live, practice.slug, practice.year, practice.approved_schedule) == (False, "", None, True)
    assert (owed(), PracticeRelease.objects.count()) == ([(str(practice.pk), {"live": False})], 0)


def test_unpublish_practice_keeps_the_text_as_a_draft(owed):
    practice = live()
    text = practice.as_fields()
    practice = unpublish_practice(practice, someone(Role.CONTENT_EDITOR), timezone.now())
    assert (practice.live, practice.has_unpublished_changes, practice.as_fields()) == (False, True, text)
    assert [payload for _, payload in owed()] == [{"live": True}, {"live": False}]
    assert publish_practice(practice, someone(Role.CONTENT_EDITOR), timezone.now()).live


def test_unpublish_with_a_newer_draft_does_not_write_the_draft_into_the_row(owed):
    practice = live()
    write_draft(practice, replace(practice.as_fields(), title="Черновик"), someone(Role.CONTENT_EDITOR), timezone.now())
    Practice.objects.get().get_latest_revision_as_object().unpublish()
    assert list(Practice.objects.values_list("live", "title")) == [(False, "Оптимизация согласования маршрута автобуса")]


def test_withdraw_practice_takes_the_words_from_every_release(owed):
    practice = withdraw_practice(live(), someone(Role.CONTENT_EDITOR), timezone.now())
    assert (practice.live, practice.withdrawn_at is not None) == (False, True)
    assert list(PracticeRelease.objects.values_list("document", flat=True)) == [{}]
    assert [payload for _, payload in owed()] == [{"live": True}, {"live": False}]
    with pytest.raises(PermissionDenied):
        publish_practice(practice, someone(Role.ADMINISTRATOR), timezone.now())
    with pytest.raises(NotReady) as refusal:
        practice.latest_revision.publish()
    assert refusal.value.missing == (Missing.WITHDRAWN,)


def test_withdraw_practice_of_a_draft_is_refused():
    with pytest.raises(PermissionDenied):
        withdraw_practice(draft(), someone(Role.ADMINISTRATOR), timezone.now())


def test_remove_draft_deletes_with_revisions_and_what_was_live_stays():
    remove_draft(draft(), someone(Role.CONTENT_EDITOR), timezone.now())
    assert Practice.objects.count() == 0
    practice = unpublish_practice(live(), someone(Role.CONTENT_EDITOR), timezone.now())
    with pytest.raises(WasPublished):
        remove_draft(practice, someone(Role.ADMINISTRATOR), timezone.now())
    for delete in (practice.delete, Practice.objects.all().delete):
        with pytest.raises(WasPublished), transaction.atomic():
            delete()
    assert Practice.objects.count() == 1


@pytest.mark.parametrize("role", NOT_EDITORS)
def test_actions_by_others_are_refused(role):
    practice, hidden, who, now = live(), draft(), someone(role), timezone.now()
    for act, target in ((publish_practice, hidden), (unpublish_practice, practice), (withdraw_practice, practice), (remove_draft, hidden)):
        with pytest.raises(PermissionDenied):
            act(target, who, now)
    assert list(Practice.objects.order_by("number").values_list("live", "withdrawn_at")) == [(True, None), (False, None)]
