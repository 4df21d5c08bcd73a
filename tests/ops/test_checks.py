"""A production start with settings that lose data or open doors ends at once and says why."""
from __future__ import annotations

import copy
import os
import subprocess
import sys

import pytest
from django.conf import settings as live
from django.test import override_settings

from ops.checks import refuse_bad_start, sqlite_faults, start_check
from tests.architecture.test_layers import ROOT

GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production", "SCHOOL_SECRET_KEY": "start-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "SCHOOL_DATABASE_URL": "postgresql://school@127.0.0.1:1/school", "SCHOOL_HOSTS": "school.example.org", "SCHOOL_REDIS_URL": "redis://127.0.0.1:1/0",
    "SCHOOL_BASE_URL": "https://school.example.org", "SCHOOL_EMAIL_URL": "smtp://127.0.0.1:1",
}
BAD = {
    "no key": ({"SCHOOL_SECRET_KEY": None}, {"ops.E001"}),
    "short key": ({"SCHOOL_SECRET_KEY": "start-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDE"}, {"ops.E001"}),
    "key of few characters": ({"SCHOOL_SECRET_KEY": "abcdefg" * 10}, {"ops.E001"}),
    "published key": ({"SCHOOL_SECRET_KEY": "django-insecure-0123456789-abcdefghijklmnopqrstuvwxyz-ABC"}, {"ops.E001"}),
    "weak old key": ({"SCHOOL_SECRET_KEY_FALLBACKS": "old"}, {"ops.E002"}),
    "no hosts": ({"SCHOOL_HOSTS": None}, {"ops.E003", "ops.E005"}),
    "every host": ({"SCHOOL_HOSTS": "*,school.example.org"}, {"ops.E004"}),
    "every host below": ({"SCHOOL_HOSTS": ".example.org,school.example.org"}, {"ops.E004"}),
    "address without TLS": ({"SCHOOL_BASE_URL": "http://school.example.org"}, {"ops.E005"}),
    "debug": ({"SCHOOL_DEBUG": "1"}, {"ops.E006"}),
    "demo": ({"SCHOOL_DEMO": "1"}, {"ops.E007"}),
    "SQLite": ({"SCHOOL_DATABASE_URL": None}, {"ops.E008"}),
    "no Redis": ({"SCHOOL_REDIS_URL": None}, {"ops.E009"}),
    "nothing": (dict.fromkeys(name for name in GOOD if name.startswith("SCHOOL_")), {"ops.E001", "ops.E003", "ops.E005", "ops.E008", "ops.E009"}),
}


def start(changes: dict[str, str | None], code: str = "import config.wsgi", **more: str) -> subprocess.CompletedProcess[str]:
    """What the web server does first, in a process of its own."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("SCHOOL_", "DJANGO_"))}
    env |= {name: value for name, value in {**GOOD, **changes, **more}.items() if value is not None}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("name", BAD)
def test_production_with_bad_settings_is_refused(name):
    changes, faults = BAD[name]
    run = start(changes)
    assert (run.returncode, run.stdout) == (3, "")  # gunicorn's master ends too
    assert run.stderr.splitlines()[0] == "This start is refused:"
    assert {line.split()[0] for line in run.stderr.splitlines()[1:]} == faults


def test_refusal_shows_no_value():
    assert "old-and-weak" not in start({"SCHOOL_SECRET_KEY_FALLBACKS": "old-and-weak"}).stderr


def test_production_with_good_settings_starts():
    run = start({})
    assert (run.returncode, "refused" in run.stderr) == (0, False)


def test_every_command_refuses_what_the_server_refuses():
    run = start({"SCHOOL_SECRET_KEY": "short"}, "import sys; sys.argv = ['manage.py', 'check']; import manage; manage.main()")
    assert run.returncode == 1
    assert "(ops.E001)" in run.stderr


def test_worker_with_bad_settings_is_refused():
    code = "import sys; from celery.__main__ import main; sys.argv = ['celery', '-A', 'config', 'worker', '-P', 'solo']; sys.exit(main())"
    run = start({"SCHOOL_SECRET_KEY": "short"}, code.replace("'config'", "'config.celery'"))
    assert run.returncode != 0
    assert "ops.E001" in run.stderr


def test_letters_to_the_console_are_a_warning_only():
    run = start({"SCHOOL_EMAIL_URL": None}, "import sys; sys.argv = ['manage.py', 'check']; import manage; manage.main()")
    assert run.returncode == 0
    assert "(ops.W001)" in run.stderr


@pytest.mark.parametrize("options", [
    {}, {"transaction_mode": "DEFERRED", "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"},
    {"transaction_mode": "IMMEDIATE"}, {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"},
])
def test_sqlite_that_loses_writes_is_refused_in_every_mode(options):
    with override_settings(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": options}}):
        assert [fault.id for fault in sqlite_faults()] == ["ops.E010"]
        with pytest.raises(SystemExit, match="ops.E010"):
            refuse_bad_start()


STRONG = "start-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ"
FAULTLESS = {
    "MODE": "production", "SECRET_KEY": STRONG, "SECRET_KEY_FALLBACKS": [STRONG[::-1]], "ALLOWED_HOSTS": ["school.example.org"], "DEBUG": False, "DEMO": False,
    "WAGTAILADMIN_BASE_URL": "https://school.example.org", "CELERY_BROKER_URL": "redis://127.0.0.1:1/0", "MAIL_TRANSPORT_BACKEND": "smtp.EmailBackend",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}, "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
}


@pytest.mark.parametrize(("change", "found"), [
    ({}, []), ({"MODE": "embedded", "DEBUG": True}, []), ({"SECRET_KEY": STRONG[:50]}, []), ({"SECRET_KEY": STRONG[:49]}, ["ops.E001"]),
    ({"SECRET_KEY_FALLBACKS": [STRONG, "x"]}, ["ops.E002"]), ({"ALLOWED_HOSTS": ["localhost"]}, ["ops.E003", "ops.E005"]),
    ({"ALLOWED_HOSTS": ["school.example.org", "*"]}, ["ops.E004"]), ({"WAGTAILADMIN_BASE_URL": "https://other.example.org"}, ["ops.E005"]),
    ({"DEBUG": True}, ["ops.E006"]), ({"DEMO": True}, ["ops.E007"]), ({"CELERY_BROKER_URL": ""}, ["ops.E009"]),
    ({"MAIL_TRANSPORT_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}, ["ops.W001"]),
])
def test_fault_of_production_is_named(settings, change, found):
    """The rules themselves; the starts above show that they are asked."""
    kept = copy.deepcopy(settings.DATABASES)
    for name, value in {**FAULTLESS, **change}.items():
        setattr(settings, name, value)
    faults = [fault.id for fault in start_check(None)]
    settings.DATABASES = kept
    assert faults == found


def test_our_own_settings_start():
    assert live.MODE == "embedded"
    refuse_bad_start()
