"""A crash between the row and the debt leaves neither, with real commits, at each door that commits by itself."""
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, Workflow

from accounts.roles import Role
from ops.models import OutboxRow
from portfolio.actions.publish import publish_practice
from portfolio.actions.schedule import publish_due
from portfolio.actions.withdraw import withdraw_practice
from portfolio.models import Practice, PracticeRelease
from tests.factories.portfolio import draft, live
from tests.people import someone
from tests.portfolio.backoffice.forms import form_data


def crash(*args, **kwargs):
    raise RuntimeError("crash")


def test_editor_publish_crash_leaves_neither_row_nor_debt(committing_db, client, at, owed, monkeypatch):
    client.force_login(someone(Role.CONTENT_EDITOR))
    practice = draft()
    monkeypatch.setattr("portfolio.receivers.tell", crash)
    with pytest.raises(RuntimeError):
        client.post(at("edit", practice.pk), form_data(practice.as_fields(), "action-publish", over=practice))
    assert (Practice.objects.get().live, PracticeRelease.objects.count(), owed()) == (False, 0, [])


def test_bulk_publish_crash_of_one_leaves_it_whole(committing_db, client, bulk, owed, monkeypatch):
    client.force_login(someone(Role.CONTENT_EDITOR))
    practice = draft()
    monkeypatch.setattr("portfolio.receivers.tell", crash)
    with pytest.raises(RuntimeError):
        client.post(bulk("publish", practice))
    assert (Practice.objects.get().live, owed()) == (False, [])


def test_unpublish_view_crash_leaves_it_live(committing_db, client, at, owed, monkeypatch):
    client.force_login(someone(Role.CONTENT_EDITOR))
    practice = live()
    monkeypatch.setattr("portfolio.receivers.tell", crash)
    with pytest.raises(RuntimeError):
        client.post(at("unpublish", practice.pk))
    assert (Practice.objects.get().live, len(owed())) == (True, 1)


def test_schedule_crash_leaves_neither_row_nor_debt(committing_db, owed, monkeypatch, caplog):
    practice = draft()
    practice.latest_revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    practice.latest_revision.save()
    monkeypatch.setattr("portfolio.receivers.tell", crash)
    assert publish_due(timezone.now()) == 0
    assert (Practice.objects.get().live, PracticeRelease.objects.count(), owed()) == (False, 0, [])


def test_action_crash_leaves_neither_row_nor_debt(committing_db, owed, monkeypatch):
    practice = draft()
    monkeypatch.setattr("portfolio.receivers.keep_release", crash)
    with pytest.raises(RuntimeError):
        publish_practice(practice, someone(Role.CONTENT_EDITOR), timezone.now())
    assert (Practice.objects.get().live, OutboxRow.objects.count(), PracticeRelease.objects.count()) == (False, 0, 0)


@pytest.mark.parametrize("inside", [True, False])
def test_workflow_approval_crash_leaves_it_in_moderation(committing_db, client, at, owed, monkeypatch, inside):
    client.force_login(someone(Role.CONTENT_EDITOR))
    practice = draft()
    task = Workflow.objects.get(name="Проверка практики").start(practice, someone(Role.ADMINISTRATOR)).current_task_state
    data = form_data(practice.as_fields(), "action-workflow-action", over=practice, **{"workflow-action-name": "approve"})
    monkeypatch.setattr("portfolio.receivers.tell", crash)
    with pytest.raises(RuntimeError):
        if inside:
            client.post(at("edit", practice.pk), data)
        else:
            client.post(at("workflow_action", practice.pk, "approve", task.pk), {"comment": "Готово"})
    task.refresh_from_db()
    assert (Practice.objects.get().live, PracticeRelease.objects.count(), owed()) == (False, 0, [])
    assert (task.status, task.workflow_state.status) == ("in_progress", "in_progress")


def test_bulk_unpublish_crash_leaves_every_one_live(committing_db, client, bulk, owed, monkeypatch):
    client.force_login(someone(Role.CONTENT_EDITOR))
    practices = [live(), live()]
    before = owed()
    monkeypatch.setattr("portfolio.receivers.tell", crash)
    with pytest.raises(RuntimeError):
        client.post(bulk("unpublish", *practices))
    assert (Practice.objects.filter(live=True).count(), len(before), owed()) == (2, 2, before)


@pytest.mark.parametrize("door", ["view", "action"])
def test_withdrawal_crash_leaves_it_live_with_its_words(committing_db, client, at, owed, monkeypatch, door):
    editor = someone(Role.CONTENT_EDITOR)
    client.force_login(editor)
    practice = live()
    before, kept, noted = owed(), PracticeRelease.objects.get().document, ModelLogEntry.objects.count()
    monkeypatch.setattr("portfolio.receivers.tell", crash)
    with pytest.raises(RuntimeError):
        client.post(at("withdraw", practice.pk)) if door == "view" else withdraw_practice(practice, editor, timezone.now())
    row = Practice.objects.get()
    assert (row.live, row.withdrawn_at, PracticeRelease.objects.get().document == kept != {}) == (True, None, True)
    assert (len(before), owed(), ModelLogEntry.objects.count()) == (1, before, noted)


def test_delete_view_crash_leaves_the_draft_and_its_rows(committing_db, client, at, owed, monkeypatch):
    client.force_login(someone(Role.CONTENT_EDITOR))
    practice = draft()
    rows = (practice.places.count(), practice.indicators.count(), practice.revisions.count())
    monkeypatch.setattr("portfolio.receivers.tell", crash)
    with pytest.raises(RuntimeError):
        client.post(at("delete", practice.pk))
    row = Practice.objects.get()
    assert ((row.places.count(), row.indicators.count(), row.revisions.count()), rows[2], owed()) == (rows, 1, [])
