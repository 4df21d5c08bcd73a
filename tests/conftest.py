"""Fixtures of the whole suite: a migrated database, cached under the hash of all migrations; services; strictness."""
from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SERVICES = Path(__file__).parents[1] / "var" / "services.env"
for line in SERVICES.read_text().splitlines() if SERVICES.exists() else []:
    os.environ.setdefault(*line.split("=", 1))


@pytest.fixture(autouse=True)
def russian_first() -> None:
    """Each test begins in the language of the site, whatever the last one of this process read."""
    from django.utils import translation

    translation.activate("ru")


CACHE = Path(__file__).parents[1] / "var" / "test-databases"


def migrations_hash() -> str:
    """Over the name and bytes of every migration of every installed app, Django and the post_migrate inputs."""
    import django
    from django.apps import apps
    from django.conf import settings

    digest = hashlib.sha256(f"{django.VERSION}{sys.version_info[:2]}{settings.INSTALLED_APPS}{settings.LANGUAGE_CODE}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda c: c.label):
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
        if "site-packages" not in config.path:  # permissions and content types come from models, rows from data files
            for path in sorted([*Path(config.path).glob("models.py"), *Path(config.path).glob("models/*.py"), *Path(config.path).glob("data/*")]):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """One process at a time."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class SqliteFiles:
    """The template is a file; a copy is a copy."""

    def __init__(self, key: str, worker: str) -> None:
        self.template = CACHE / f"{key}.sqlite3"
        self.name = str(CACHE / f"run-{os.getpid()}-{worker}.sqlite3")

    def point(self, connection, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name

    def has_template(self) -> bool:
        return self.template.exists()

    def build(self, connection, fill) -> None:
        half = f"{self.template}.{os.getpid()}.half"
        self.point(connection, half)
        fill()
        connection.cursor().execute("PRAGMA journal_mode=DELETE")  # folds the WAL into the file
        connection.close()
        os.replace(half, self.template)
        for old in CACHE.glob("*.sqlite3"):
            if old != self.template and time.time() - old.stat().st_mtime > 86_400:
                old.unlink()

    def copy(self, connection) -> None:
        connection.close()
        for tail in ("", "-wal", "-shm"):
            Path(self.name + tail).unlink(missing_ok=True)
        shutil.copyfile(self.template, self.name)
        self.point(connection, self.name)

    def drop(self, connection) -> None:
        connection.close()
        for tail in ("", "-wal", "-shm"):
            Path(self.name + tail).unlink(missing_ok=True)


class PostgresTemplates:
    """The template is a database marked as such; a copy is CREATE DATABASE … TEMPLATE."""

    def __init__(self, key: str, worker: str) -> None:
        self.template = f"school_template_{key}"
        self.name = f"school_test_{os.getpid()}_{worker}"

    def point(self, connection, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name

    def has_template(self) -> bool:
        rows = self.admin("SELECT datistemplate FROM pg_database WHERE datname = %s", [self.template])
        return bool(rows and rows[0][0])

    def admin(self, sql: str, args=()):
        from django.db import connection

        with connection._nodb_cursor() as cursor:
            cursor.execute(sql, args or None)
            return cursor.fetchall() if cursor.description else None

    def build(self, connection, fill) -> None:
        self.admin(f'DROP DATABASE IF EXISTS "{self.template}"')
        self.admin(f'CREATE DATABASE "{self.template}"')
        self.point(connection, self.template)
        fill()
        connection.close()
        self.admin(f'ALTER DATABASE "{self.template}" IS_TEMPLATE true ALLOW_CONNECTIONS false')

    def copy(self, connection) -> None:
        connection.close()
        self.admin(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self.admin(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}" STRATEGY FILE_COPY')
        self.point(connection, self.name)

    def drop(self, connection) -> None:
        connection.close()
        self.admin(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def database_copy(django_test_environment, django_db_blocker, worker_id):
    """The engine's way to copy the migrated template."""
    from django.core.management import call_command
    from django.db import connection

    with django_db_blocker.unblock():
        kind = PostgresTemplates if connection.vendor == "postgresql" else SqliteFiles
        copies = kind(f"{connection.vendor}_{migrations_hash()}", worker_id)
        real = connection.settings_dict["NAME"]
        with only_one(connection.vendor):
            if not copies.has_template():
                copies.build(connection, lambda: call_command("migrate", verbosity=0, interactive=False))
            started = time.perf_counter()
            copies.copy(connection)
            copies.seconds = time.perf_counter() - started
        connection.ensure_connection()
    yield copies
    with django_db_blocker.unblock():
        copies.drop(connection)
        connection.settings_dict["NAME"] = real


@pytest.fixture(scope="session")
def django_db_setup(database_copy):
    """Replaces pytest-django's: no migration where the template is there."""


@pytest.fixture
def committing_db(request, django_db_setup, database_copy, django_db_blocker):
    """A database whose transactions are real; afterwards a fresh copy of the template, with the rows that migrations made."""
    from django.db import connection, connections

    with django_db_blocker.unblock():
        yield
        connections.close_all()
        database_copy.copy(connection)


@pytest.fixture(scope="module")
def reference(django_db_setup, django_db_blocker):
    """The shipped territories, loaded once for a module's tests and rolled back after them; beside it each test asks for `db` as usual."""
    from django.db import transaction

    from tests.factories.territories import load_reference

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True  # code under test may ask for a durable transaction
        outer.__enter__()
        load_reference()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


def pytest_collection_modifyitems(config, items):
    """Without browser or outside the night the marked tests are deselected, not skipped."""
    off = set()
    if os.environ.get("SCHOOL_TEST_BROWSER") == "0":
        off.add("browser")
    if not os.environ.get("SCHOOL_TEST_NIGHTLY"):
        off.add("nightly")
    out = [item for item in items if off & {mark.name for mark in item.iter_markers()}]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI (`SCHOOL_TEST_STRICT=1`) a skip is a failure: services are there, so nothing may be left out."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("SCHOOL_TEST_STRICT") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped although nothing may be: {report.longrepr}"
