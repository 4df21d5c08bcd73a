"""The age of the last backup, told and logged."""
from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from ops.backup.create import NOTE
from ops.backup.health import TOO_OLD, backup, tell_old_backup


@pytest.fixture
def var(settings, tmp_path):
    """An empty folder of the product."""
    settings.VAR, settings.MODE = tmp_path, "production"
    return tmp_path


def made(var, age: timedelta) -> None:
    """A backup of that age is noted."""
    (var / NOTE).write_text(f'{{"at": "{(timezone.now() - age).isoformat()}"}}')


def test_age_is_told(var):
    assert backup() == {"made": False}
    made(var, timedelta(hours=5, minutes=1))
    assert backup() == {"made": True, "age_hours": 5}
    (var / NOTE).write_text("broken")
    assert backup() == {"made": False}


@pytest.mark.parametrize(("age", "lines"), [(TOO_OLD - timedelta(minutes=1), 0), (TOO_OLD + timedelta(minutes=1), 1), (None, 1)])
def test_old_backup_is_logged_at_its_limit(var, caplog, age, lines):
    if age is not None:
        made(var, age)
    with caplog.at_level(logging.ERROR):
        tell_old_backup(timezone.now())
    assert len(caplog.records) == lines


def test_one_machine_is_not_told(var, settings, caplog):
    settings.MODE = "embedded"
    tell_old_backup(timezone.now())
    assert caplog.records == []
