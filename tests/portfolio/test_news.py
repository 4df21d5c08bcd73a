"""What of a practice is news: its first publication, and a change that its editor called substantial."""
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.roles import Role
from ops.models import OutboxRow
from ops.outbox import SUBSCRIPTIONS, Subscription
from portfolio.actions.draft import write_draft
from portfolio.actions.publish import publish_practice, unpublish_practice
from portfolio.actions.schedule import publish_due
from portfolio.models import Practice, PracticeRelease
from tests.factories.portfolio import draft, live
from tests.people import someone
from tests.portfolio.backoffice.conftest import admin, at, bulk, editor  # noqa: F401
from tests.portfolio.backoffice.forms import form_data

pytestmark = pytest.mark.django_db
FIRST = ("first", 1)


@pytest.fixture
def news(monkeypatch):
    """The debts of news as (kind, number of the release)."""
    for key in [key for key in SUBSCRIPTIONS if key[0] == "practice_news"]:
        monkeypatch.delitem(SUBSCRIPTIONS, key)
    monkeypatch.setitem(SUBSCRIPTIONS, ("practice_news", "spy"), Subscription("practice_news", "spy", lambda rows: None))
    return lambda: [(row.payload["kind"], row.payload["n"]) for row in OutboxRow.objects.filter(event="practice_news").order_by("id")]


def changed(practice, words="Иначе."):
    """The fields with another lesson."""
    return replace(practice.as_fields(), lessons=words)


def publish(admin, at, practice, words, **ticks):  # noqa: F811
    """The editor writes other lessons and presses the button."""
    return admin.post(at("edit", practice.pk), form_data(changed(practice, words), "action-publish", over=practice, **ticks), follow=True)


def test_first_publication_is_news_once(news):
    practice, by = live(), someone(Role.CONTENT_EDITOR)
    unpublish_practice(practice, by, timezone.now())
    publish_practice(practice, by, timezone.now())
    assert news() == [FIRST]


def test_a_slip_mended_is_no_news_and_a_ticked_change_is_once(admin, at, news):  # noqa: F811
    practice = live()
    publish(admin, at, practice, "Опечатка исправлена.")
    assert news() == [FIRST]
    publish(admin, at, practice, "Новый итог.", is_substantial="on")
    publish(admin, at, practice, "Снова опечатка.")
    assert news() == [FIRST, ("substantial", 3)]
    assert list(PracticeRelease.objects.order_by("n").values_list("n", "is_substantial")) == [(1, False), (2, False), (3, True), (4, False)]
    assert Practice.objects.get().is_substantial is False


def test_the_tick_stands_over_drafts_until_the_publication_and_shows_in_the_form(admin, at, news):  # noqa: F811
    practice = live()
    admin.post(at("edit", practice.pk), form_data(changed(practice), over=practice, is_substantial="on"))
    form = admin.get(at("edit", practice.pk)).context["form"]
    assert (form["is_substantial"].value(), news()) == (True, [FIRST])
    publish_practice(practice, someone(Role.ADMINISTRATOR), timezone.now())
    assert news() == [FIRST, ("substantial", 2)]
    assert admin.get(at("edit", practice.pk)).context["form"]["is_substantial"].value() is False


def test_a_tick_without_another_text_is_no_news(admin, at, news):  # noqa: F811
    practice = live()
    admin.post(at("edit", practice.pk), form_data(practice.as_fields(), "action-publish", over=practice, is_substantial="on"))
    assert (news(), PracticeRelease.objects.count()) == ([FIRST], 1)


def test_a_scheduled_publication_keeps_the_tick_until_its_hour(admin, at, news):  # noqa: F811
    practice = live()
    soon = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    publish(admin, at, practice, "Позже.", is_substantial="on", go_live_at=soon)
    assert (news(), Practice.objects.get().is_substantial) == ([FIRST], True)
    revision = practice.revisions.latest("pk")
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    assert publish_due(timezone.now()) == 1
    assert news() == [FIRST, ("substantial", 2)]


def test_an_import_over_a_ticked_draft_takes_the_tick_away(news):
    practice, by = live(), someone(Role.CONTENT_EDITOR)
    Practice.objects.update(is_substantial=True)
    write_draft(practice, changed(practice), by, timezone.now())
    publish_practice(practice, by, timezone.now())
    assert news() == [FIRST]
    assert PracticeRelease.objects.count() == 2


def test_bulk_publication_and_a_rebuild_of_the_index_are_no_news(admin, bulk, news, settings, tmp_path):  # noqa: F811
    settings.SEARCH_INDEX = tmp_path / "index"
    practice = live()
    admin.post(bulk("publish", practice), follow=True)
    call_command("search_rebuild")
    assert news() == [FIRST]


def test_a_refused_publication_is_no_news_and_keeps_the_tick(admin, at, news):  # noqa: F811
    practice = live()
    broken = replace(practice.as_fields(), problem="")
    admin.post(at("edit", practice.pk), form_data(broken, "action-publish", over=practice, is_substantial="on"))
    assert (news(), Practice.objects.get().is_substantial) == ([FIRST], True)


def test_a_draft_is_no_news(news):
    draft()
    assert news() == []
