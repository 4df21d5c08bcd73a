"""A real PostgreSQL server is stopped at once for ten seconds under people who send forms and a working runner."""
from __future__ import annotations

import html
import http.client
import importlib.util
import json
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest

from tests.architecture.test_layers import ROOT
from tests.faults.own_postgres import FOUND, OwnPostgres
from tests.faults.submitters import KEY, TOKEN
from tests.faults.test_writers import serve
from tests.ops.runners import Runners

PEOPLE, DEBTS, HANDS, AWAY = 400, 150, 3, 10
FORM = "/desk/territory-roles/"
pytestmark = pytest.mark.skipif(not FOUND.is_file() or not importlib.util.find_spec("psycopg"), reason="PostgreSQL is absent: make services")


@pytest.fixture
def site(committing_db, tmp_path):
    """(processes, server, what was planted); everything ends with the test."""
    server, runners = OwnPostgres(), Runners(tmp_path, lease=2)
    runners.env |= {"SCHOOL_DATABASE_URL": server.url, "SCHOOL_TEST_DATABASE": "postgres", "DJANGO_SETTINGS_MODULE": "tests.faults.stopped_settings"}
    server.start()
    try:
        made = subprocess.run([sys.executable, "-m", "tests.faults.stopped_plant", str(PEOPLE), str(DEBTS)], cwd=ROOT, env=runners.env, capture_output=True, text=True)
        assert made.returncode == 0, made.stderr[-3000:]
        yield runners, server, json.loads(made.stdout.splitlines()[-1])
    finally:
        runners.end()
        server.end()


@dataclass
class Hand(threading.Thread):
    """Somebody who gives roles, one after the other; a form that comes back is sent again as it came."""

    port: int
    cookie: str
    region: int
    emails: list[str]
    stop: threading.Event
    taken: list[str] = field(default_factory=list)
    refused: list[tuple[str, dict]] = field(default_factory=list)
    statuses: list[tuple[float, str, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        """Until told to stop or nobody is left."""
        for email in self.emails:
            if self.stop.is_set():
                return
            try:
                self.give(email)
            except (OSError, http.client.HTTPException, TypeError) as error:
                self.faults.append(repr(error))

    def ask(self, method: str, fields: dict | None = None, cookies: str = "") -> tuple[int, str, str]:
        """(status, text, cookie of the form)."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        headers = {"Cookie": cookies or self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, FORM, urlencode(fields) if fields else None, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        given = "; ".join([self.cookie, *(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")])
        line.close()
        self.statuses.append((time.monotonic(), method, answer.status))
        return answer.status, text, given

    def give(self, email: str) -> None:
        """Open, fill in, send; sent again until it is taken."""
        status, text, cookies = self.ask("GET")
        while status == 503 and not self.stop.is_set():
            time.sleep(0.3)
            status, text, cookies = self.ask("GET")
        if status != 200:
            return
        fields = {
            "csrfmiddlewaretoken": TOKEN.search(text)[1], "key": KEY.search(text)[1], "email": email, "role": "regional_coordinator",
            "region": str(self.region), "municipality": "", "since": time.strftime("%Y-%m-%d"), "note": f"Строка «{email}»\nвторая",
        }
        status, text, _cookies = self.ask("POST", fields, cookies)
        while status == 503:
            back = {html.unescape(name): html.unescape(value) for name, value in re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', text, re.S)}
            self.refused.append((email, back if back != fields else {}))
            time.sleep(0.3)
            status, text, _cookies = self.ask("POST", back or fields, cookies)
        if status == 302:
            self.taken.append(email)
        else:
            self.faults.append(f"POST {status}: {' '.join(re.findall(r'class=.err[^>]*>([^<]+)', text))}")


def asked(server: OwnPostgres, sql: str) -> list[tuple]:
    """Read past the site."""
    import psycopg

    with psycopg.connect(server.url) as line:
        return line.execute(sql).fetchall()


def test_ten_seconds_without_the_server_lose_nothing_and_need_no_restart(site):
    runners, server, planted = site
    web_before = len(runners.started)
    port = serve(runners)
    worker = runners.start("run_outbox")
    stop = threading.Event()
    hands = [Hand(port, planted["cookie"], planted["region"], planted["emails"][n::HANDS], stop) for n in range(HANDS)]
    for hand in hands:
        hand.start()
    runners.wait(lambda: sum(len(hand.taken) for hand in hands) >= 10 and runners.tries() > 20)
    server.stop()
    away = time.monotonic()
    owed = runners.tries()
    time.sleep(AWAY)
    server.start()
    back = time.monotonic()
    before = sum(len(hand.taken) for hand in hands)
    runners.wait(lambda: sum(len(hand.taken) for hand in hands) >= before + 15, 60)
    stop.set()
    for hand in hands:
        hand.join(60)
    assert [fault for hand in hands for fault in hand.faults] == []
    seen = [(status, at) for hand in hands for at, _method, status in hand.statuses]
    inside = {status for status, at in seen if away + 1 < at < away + AWAY - 1}
    assert ({status for status, _at in seen}, inside) == ({200, 302, 503}, {503})
    assert [different for hand in hands for _email, different in hand.refused if different] == []  # every form came back as it was typed
    assert sum(len(hand.refused) for hand in hands) > 0
    stored = asked(server, "SELECT u.email, count(*) FROM territories_territoryrole r JOIN accounts_user u ON u.id = r.user_id GROUP BY u.email")
    assert sorted(stored) == sorted((email, 1) for hand in hands for email in hand.taken)  # nothing acknowledged is lost, nothing is there twice
    runners.wait(lambda: asked(server, "SELECT count(*) FROM ops_outboxrow WHERE done_at IS NULL AND dead_at IS NULL AND event = 'tested'") == [(0,)], 90)
    effects = {name for (name,) in asked(server, "SELECT name FROM ops_counter WHERE name LIKE 'effect %'")}
    assert effects == {f"effect {kind} {n}" for kind in ("batch", "single", "moody") for n in range(DEBTS)}
    assert {path.name for path in runners.folder.glob("effect-*")} == {f"effect-{n}" for n in range(DEBTS)}
    assert asked(server, "SELECT count(*) FROM ops_outboxrow WHERE dead_at IS NOT NULL") == [(0,)]
    assert (worker.poll(), runners.started[web_before].poll(), runners.tries() > owed) == (None, None, True)
    assert min(at for status, at in seen if status == 302 and at > back) - back < 20
