"""An editor hears of a schedule that was refused."""
from datetime import timedelta

from django.utils import timezone

from accounts.models import Notice
from accounts.roles import Role
from portfolio.actions.schedule import publish_due
from tests.factories.portfolio import draft
from tests.people import someone


def due(practice, user):
    revision = practice.latest_revision
    revision.user, revision.approved_go_live_at = user, timezone.now() - timedelta(minutes=5)
    revision.save()


def test_refused_schedule_is_told_to_whoever_saved_the_version_and_once(db):
    editor, _other = someone(Role.CONTENT_EDITOR), someone(Role.ADMINISTRATOR)
    practice = draft(problem="")
    due(practice, editor)
    publish_due(timezone.now())
    publish_due(timezone.now())
    assert list(Notice.objects.values_list("reader__user", "kind", "title", "text", "url")) == [(
        editor.pk, "practice.refused", f"Не вышла по расписанию: {practice.title}",
        "Не хватает: проблема (кто страдает, сколько людей, с каких пор). Заполните и назначьте дату заново.", f"/admin/practices/edit/{practice.pk}/",
    )]


def test_refused_schedule_of_nobody_and_one_that_went_through_are_told_to_nobody(db):
    due(draft(problem=""), None)
    due(draft(), someone(Role.CONTENT_EDITOR))
    assert publish_due(timezone.now()) == 2
    assert Notice.objects.count() == 0
