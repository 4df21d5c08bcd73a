"""What all rooms stand on: the outbox, a large import, the policy, and how much memory the worker takes.

Each figure is measured in a process of its own, so that the peak of one does not hide in another; the settings are those of the embedded mode.
"""
from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.calibration import REFERENCE, Row, calibrated_ms, loop_ms

ROOT = Path(__file__).resolve().parent.parent
EFFECTS, IMPORTED, CALLS = 5_000, 5_000, 1_000
TENTH = 10
AIM_MEMORY_MIB, AIM_GROWTH = 200.0, 1.05


def run(full: bool = False) -> list[Row]:
    """Every figure; `full` changes nothing, the sizes are those of the promise."""
    outbox, small = measured("outbox", EFFECTS), measured("worker", IMPORTED // TENTH)
    large, policy = measured("worker", IMPORTED), measured("policy", CALLS)
    rows = [
        Row("outbox: owe and serve an effect", EFFECTS, outbox["ms"], "cal. CPU ms"),
        Row("outbox: an effect takes this long", EFFECTS, outbox["wall_ms"], "wall ms"),
        Row("outbox: SQL for an effect", EFFECTS, outbox["sql"], "SQL"),
        Row("import: check and write", IMPORTED, large["seconds"], "CPU s"),
        Row("import: a row", IMPORTED, large["ms"], "cal. CPU ms"),
        Row("worker: memory, small import", IMPORTED // TENTH, small["mib"], "MiB", AIM_MEMORY_MIB),
        Row("worker: memory, large import", IMPORTED, large["mib"], "MiB", AIM_MEMORY_MIB),
        Row("worker: memory, ten times the rows", IMPORTED, large["mib"] / small["mib"], "times", AIM_GROWTH),
    ]
    return rows + [Row(f"policy: {name}", CALLS, value, "cal. CPU ms") for name, value in policy.items()]


def measured(what: str, size: int) -> dict[str, float]:
    """Run one measurement in a fresh process with a fresh database. Raises CalledProcessError."""
    print(f"{what}, {size}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="school-ground-") as folder:
        env = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOL_")}
        env |= {"SCHOOL_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.embedded", "SCHOOL_EMAIL_URL": "file"}
        command = [sys.executable, "-m", "benchmarks.ground", what, str(size)]
        done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def prepare() -> None:
    """An empty, migrated database."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def outbox(size: int) -> dict[str, float]:
    """Debts with one handler that does nothing: what the outbox itself costs."""
    prepare()
    from django.db import connection, transaction

    from ops.outbox import drain_all, handles, owe

    seen: set[str] = set()
    handles("bench", "bench")(lambda rows: seen.update(row.key for row in rows))
    statements = 0

    def counting(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal statements
        statements += 1
        return execute(sql, params, many, context)

    before, started, wall = loop_ms(), time.process_time(), time.perf_counter()
    with connection.execute_wrapper(counting):
        for n in range(size):
            with transaction.atomic():
                owe("bench", str(n))
        drain_all()
    spent, wall = (time.process_time() - started) * 1000, (time.perf_counter() - wall) * 1000
    assert len(seen) == size
    loop = (before + loop_ms()) / 2
    return {"ms": spent / size * REFERENCE / loop, "wall_ms": wall / size, "sql": statements / size}


def worker(size: int) -> dict[str, float]:
    """An import on the desk, done by the outbox as the worker does it: dry run and writing of `size` rows."""
    prepare()
    from django.core.files.base import File
    from django.core.management import call_command
    from django.utils import timezone

    from accounts.models import User
    from accounts.roles import Role
    from ops.imports.apply import start_apply
    from ops.imports.take import take_file
    from ops.outbox import drain_all

    call_command("load_territories", verbosity=0)
    by = User.objects.create_user("bench@example.org", is_superuser=True, name=str(Role.ADMINISTRATOR.label))
    path = Path(os.environ["SCHOOL_VAR"]) / "rows.xlsx"
    write_rows(path, size)
    before, started = loop_ms(), time.process_time()
    with path.open("rb") as file:
        batch = take_file("practices", File(file, name=path.name), by, timezone.now())
    drain_all()
    batch.refresh_from_db()
    start_apply(batch, by, timezone.now(), without_refused=True, publish=False)
    drain_all()
    batch.refresh_from_db()
    seconds = time.process_time() - started
    assert batch.counts.get("is_applied") == size, batch.counts
    loop = (before + loop_ms()) / 2
    return {"seconds": seconds, "ms": seconds * 1000 / size * REFERENCE / loop, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def write_rows(path: Path, size: int) -> None:
    """A file of the desk's own layout: the shipped examples again and again under new codes."""
    from openpyxl import Workbook, load_workbook

    sheet = load_workbook(ROOT / "examples" / "practices-ru.xlsx", read_only=True).worksheets[0]
    head, *rows = [list(row) for row in sheet.iter_rows(values_only=True) if any(row)]
    book = Workbook(write_only=True)
    out = book.create_sheet(sheet.title)
    out.append(head)
    for n in range(size):
        row = rows[n % len(rows)]
        out.append([f"B-{n}", f"{row[1]} {n}", *row[2:]])
    book.save(path)


def policy(size: int) -> dict[str, float]:
    """One question to the policy, and one list asked for, as three readers; the roles are already read, as in a request."""
    prepare()
    from django.utils import timezone

    from accounts.models import User
    from accounts.policy import can, visible
    from accounts.roles import Role
    from people.models import Person

    people = [Person.objects.create(family=f"Берёзов{n}", given="Иван", created_at=timezone.now(), updated_at=timezone.now()) for n in range(20)]
    readers = {"administrator": role_holder(Role.ADMINISTRATOR), "coordinator": role_holder(Role.REGIONAL_COORDINATOR), "municipal user": role_holder(Role.MUNICIPAL_USER)}
    found: dict[str, float] = {}
    for name, reader in readers.items():
        asked: Callable[[], Any] = lambda reader=reader: [can(reader, "view", people[0]) for _ in range(size)]  # type: ignore[misc]  # noqa: E731
        listed: Callable[[], Any] = lambda reader=reader: [list(visible(reader, Person)[:20]) for _ in range(size // 10)]  # type: ignore[misc]  # noqa: E731
        found[f"a question, {name}"] = calibrated_ms(asked, times=5, warm=1) / size
        found[f"a list of 20, {name}"] = calibrated_ms(listed, times=5, warm=1) / (size // 10)
    assert User.objects.count() == len(readers)
    return found


def role_holder(role: Any) -> Any:
    """A user with this role whose roles are read."""
    from django.contrib.auth.models import Group

    from accounts.models import User

    user = User.objects.create_user(f"{role}@example.org")
    user.groups.add(Group.objects.get(name=role.value))
    assert user.roles
    return user


if __name__ == "__main__":
    measure, size = {"outbox": outbox, "worker": worker, "policy": policy}[sys.argv[1]], int(sys.argv[2])
    print(json.dumps(measure(size)))
