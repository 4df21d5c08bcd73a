"""Many people submit at once, each clicking twice, while the runner writes too: no error, nothing lost, nothing doubled."""
from __future__ import annotations

import re
import socket
import time
from urllib.request import urlopen

import pytest
from django.db import connection
from django.urls import reverse

from accounts.roles import Role
from ops.models import FormKey, ImportBatch, Job
from tests.faults.submitters import Submitter
from tests.ops.runners import Runners
from tests.people import someone

SECONDS = 30
WRITERS = {"sqlite": 8, "postgresql": 64}
SERVERS = {"sqlite": 1, "postgresql": 2}


@pytest.fixture
def runners(committing_db, tmp_path):
    """The web server and the runner, ended before the database is taken away."""
    runners = Runners(tmp_path, lease=30)
    yield runners
    runners.end()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(runners: Runners) -> int:
    """Start the site as it is shipped: gunicorn with our configuration, a process of eight threads; its port."""
    port = free_port()
    runners.start("-m", "gunicorn", "-c", "config/gunicorn.py", "-b", f"127.0.0.1:{port}", "config.wsgi")
    end = time.monotonic() + 60
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/livez", timeout=5).close()
            return port
        except OSError:
            assert time.monotonic() < end, (runners.folder / "out").read_text()[-3000:]
            time.sleep(0.1)


def small_file(who: int):
    """A form with a file of its own for each submit."""
    return lambda n: ({"source": ""}, {"file": (f"{who}-{n}.csv", f"Код;Название*\n{who}-{n};Строка {n}\n".encode("utf-8-sig"))})


def test_many_submitters_lose_and_double_nothing(runners, capsys):
    writers = WRITERS[connection.vendor]
    people = [someone(Role.CONTENT_EDITOR, email=f"writer{n}@people.invalid") for n in range(writers)]
    ports = [serve(runners) for _ in range(SERVERS[connection.vendor])]
    runners.start("run_outbox")
    end = time.monotonic() + SECONDS
    submitters = [Submitter(ports[n % len(ports)], reverse("website:imports"), user, small_file(n), end) for n, user in enumerate(people)]
    for submitter in submitters:
        submitter.start()
    for submitter in submitters:
        submitter.join(SECONDS + 60)
    receipts = [receipt for submitter in submitters for receipt in submitter.tally.receipts]
    with capsys.disabled():
        print(f"\n{writers} writers, {SECONDS} s, {connection.vendor}: {len(receipts)} submits")
    assert [error for submitter in submitters for error in submitter.tally.errors] == []
    assert [pair for submitter in submitters for pair in submitter.tally.doubled] == []
    acknowledged = {re.search(r"[0-9a-f-]{36}", receipt)[0] for receipt in receipts}
    stored = {str(public_id) for public_id in ImportBatch.objects.values_list("public_id", flat=True)}
    assert (len(acknowledged), stored) == (len(receipts), acknowledged)
    assert FormKey.objects.filter(used_at__isnull=False).count() == len(receipts)
    assert Job.objects.filter(kind="import.check").count() == len(receipts)
    assert len(receipts) >= writers  # otherwise nothing has been shown
