"""A small house with rows and files, and empty places to restore it into."""
from __future__ import annotations

import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from ops.backup.create import make_backup
from ops.files import store_file
from ops.mail import send_mail_later
from ops.models import Duty, OutboxRow, PrivateFile

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def live_in(settings, folder: Path) -> None:
    """All folders of the product below one."""
    settings.VAR, settings.MEDIA_ROOT, settings.PRIVATE_ROOT, settings.SEARCH_INDEX = folder, folder / "media", folder / "private", folder / "search"
    settings.FREE_SPACE_FLOOR = 0


def keep_file(text: str) -> PrivateFile:
    """A private file with its row."""
    return store_file(ContentFile(text.encode(), "note.txt"), "test", "", None, {"txt"}, 1000)


@pytest.fixture
def house(committing_db, settings, tmp_path):
    """Two private files, a picture, a letter that is owed, one that is sent, a debt under lease, a session."""
    from django.contrib.sessions.backends.db import SessionStore
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    live_in(settings, tmp_path / "house")
    settings.EMAIL_BACKEND = "ops.mail.OutboxBackend"
    keep_file("one")
    keep_file("two")
    get_image_model().objects.create(title="t", file=get_test_image_file())
    send_mail_later("a@example.org", "owed", "text")
    send_mail_later("b@example.org", "sent", "text")
    OutboxRow.objects.filter(payload__subject="sent").update(done_at=timezone.now(), payload={})
    lease = {"lease": "dead", "leased_until": timezone.now() + timedelta(hours=1)}
    OutboxRow.objects.create(event="search", handler="index", key="1", due_at=timezone.now(), **lease)
    Duty.objects.update_or_create(name="ops.purge_outbox", defaults={"every_seconds": 60, "next_due": timezone.now(), **lease})
    SessionStore().create()
    return tmp_path / "house"


@pytest.fixture
def backup(house, tmp_path):
    """A finished one."""
    return make_backup(tmp_path / "backups", AT)


@pytest.fixture
def empty_place(house, settings, tmp_path):
    """A context in which the settings name an empty database and an empty folder; the old ones come back after it."""

    @contextmanager
    def enter(name: str = "new"):
        present, folder = connection.settings_dict["NAME"], settings.VAR
        connection.close()
        place = new_database(present, tmp_path / f"{name}.sqlite3")
        live_in(settings, tmp_path / name)
        try:
            yield tmp_path / name
        finally:
            connection.close()
            connection.settings_dict["NAME"] = present
            if connection.vendor == "postgresql":
                with connection._nodb_cursor() as cursor:
                    cursor.execute(f'DROP DATABASE "{place}" WITH (FORCE)')
            live_in(settings, folder)

    return enter


def new_database(present: str, file: Path) -> str:
    """Point the connection at an empty database; its name."""
    if connection.vendor == "postgresql":
        name = f"school_test_restore_{uuid.uuid4().hex[:12]}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    else:
        name = str(file)
    connection.settings_dict["NAME"] = name
    return name
