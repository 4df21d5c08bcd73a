"""SQLite as we open it loses no write of several processes; as Django opens it, it does."""
from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys

import pytest

from tests.architecture.test_layers import ROOT

PROCESSES, EACH = 4, 50
WORK = """
import json, sys
from django.conf import settings
from config.settings import base
database = {**base.DATABASES["default"], "NAME": sys.argv[1]}
if sys.argv[2] == "django":
    database["OPTIONS"] = {"timeout": 20, "init_command": database["OPTIONS"]["init_command"]}
settings.configure(DATABASES={"default": database})
from django.db import OperationalError, connection, transaction
connection.ensure_connection()
print("ready", flush=True)
sys.stdin.readline()
lost = 0
for _ in range(int(sys.argv[3])):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT n FROM t")
            n = cursor.fetchone()[0]
            sum(range(5000))
            cursor.execute("UPDATE t SET n = %s", [n + 1])
    except OperationalError:
        lost += 1
print(json.dumps(lost))
"""


def writes(path, mode: str) -> tuple[int, int]:
    """Read-then-write of several processes at once: the number that stands, the number of errors."""
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE t (n INTEGER)")
    base.execute("INSERT INTO t VALUES (0)")
    base.commit()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("SCHOOL_", "DJANGO_"))}
    command = [sys.executable, "-c", WORK, str(path), mode, str(EACH)]
    workers = [subprocess.Popen(command, cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(PROCESSES)]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    errors = sum(json.loads(worker.communicate(timeout=60)[0]) for worker in workers)
    (stands,) = base.execute("SELECT n FROM t").fetchone()
    base.close()
    return stands, errors


def test_writes_of_several_processes_all_stand(tmp_path):
    assert writes(tmp_path / "db", "ours") == (PROCESSES * EACH, 0)


def test_writes_as_django_opens_sqlite_are_lost(tmp_path):
    """Control: without IMMEDIATE a transaction that read first may not write any more."""
    stands, errors = writes(tmp_path / "db", "django")
    assert errors > 0
    assert stands == PROCESSES * EACH - errors


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
def test_connection_has_our_pragmas(db, pragma, value):
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == value
