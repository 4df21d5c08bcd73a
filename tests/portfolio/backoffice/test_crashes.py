"""A crash between the row and the debt leaves neither, with real commits, at each door that commits by itself."""
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from ops.models import OutboxRow
from portfolio.actions.publish import publish_practice
from portfolio.actions.schedule import publish_due
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
