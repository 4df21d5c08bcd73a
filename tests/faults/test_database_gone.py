"""The database does not answer for a while: what visitors are told, what was typed, what the runner does; nothing acknowledged is lost."""
import html
import re
import threading
import time

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.roles import Role
from ops.management.commands.run_outbox import poll
from ops.models import OutboxRow
from ops.outbox import SUBSCRIPTIONS, handles, owe
from ops.stopping import STOP
from territories.models import TerritoryRole
from tests.factories.territories import RegionFactory
from tests.faults.gone import database_gone
from tests.people import PASSWORD, someone

REASON = "Первая строка\nвторая «с кавычками» & <b>разметкой</b>"


@pytest.fixture
def site(committing_db):
    """A browser of an administrator that gets the answers of the real handlers."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(someone(Role.ADMINISTRATOR))
    return client


def fields_of(answer) -> dict[str, str]:
    """What the form on the page would send, as a browser reads it: the line break after the tag is not part of the text."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', answer.content.decode(), re.S)
    return {html.unescape(name): html.unescape(value) for name, value in found}


@pytest.mark.parametrize("address", ["/", "/practices/", "/desk/", "/desk/jobs/", "/admin/", "/en/territories/"])
def test_page_is_503_with_a_time_to_come_back(site, address):
    with database_gone():
        answer = site.get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert site.get(address).status_code in (200, 302)  # the same process, no restart


def test_livez_lives_and_readyz_says_no(committing_db):
    machine = Client(raise_request_exception=False)
    with database_gone():
        assert (machine.get("/livez").status_code, machine.get("/readyz").status_code) == (200, 503)


def typed(site, region, curator):
    page = site.get(reverse("territory-roles:list"))
    return {
        "csrfmiddlewaretoken": page.cookies["csrftoken"].value if "csrftoken" in page.cookies else site.cookies["csrftoken"].value,
        "key": str(page.context["key"]), "email": curator.email, "role": "regional_coordinator", "region": str(region.pk), "municipality": "",
        "since": timezone.localdate().isoformat(), "note": REASON,
    }


def test_form_sent_meanwhile_comes_back_and_is_taken_once(site):
    with translation.override("ru"):
        url = reverse("territory-roles:list")
    data = typed(site, RegionFactory(), someone(Role.CURATOR))
    with database_gone():
        answer = site.post(url, data)
        assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (503, "30", "no-store")
        assert site.post(url, fields_of(answer)).status_code == 503  # pressed too early: it comes back again
    kept = fields_of(answer)
    assert (kept, f'action="{url}"' in answer.content.decode(), "<b>" in answer.content.decode()) == (data, True, False)
    assert [site.post(url, kept).status_code for _n in range(3)] == [302, 302, 302]
    assert TerritoryRole.objects.count() == 1


def test_form_of_another_site_does_not_become_ours_by_coming_back(site):
    data = typed(site, RegionFactory(), someone(Role.CURATOR)) | {"csrfmiddlewaretoken": "x" * 64}
    with database_gone():
        answer = site.post(reverse("territory-roles:list"), data)
    assert (site.post(reverse("territory-roles:list"), fields_of(answer)).status_code, TerritoryRole.objects.count()) == (403, 0)


def test_secrets_do_not_come_back(committing_db):
    client = Client(raise_request_exception=False)
    with database_gone():
        answer = client.post("/accounts/login/", {"login": "lada@people.invalid", "password": PASSWORD})
    assert (answer.status_code, fields_of(answer), PASSWORD in answer.content.decode()) == (503, {}, False)


@pytest.mark.parametrize(("size", "kept"), [(199_999, True), (200_000, True), (200_001, False)])
def test_very_long_form_is_not_echoed(site, size, kept):
    with database_gone():
        answer = site.post("/desk/dead-letters/act/", {"reason": "п" * size})
    assert (answer.status_code, bool(fields_of(answer))) == (503, kept)


def test_runner_waits_the_outage_out_without_restart(committing_db):
    done = []
    handles("outage", "note")(lambda rows: done.extend(row.key for row in rows))
    try:
        owe("outage", "before")
        with database_gone():
            runner = threading.Thread(target=poll, args=("-job", True))
            runner.start()
            time.sleep(3)
            assert (runner.is_alive(), done) == (True, [])
        owe("outage", "after")
        end = time.monotonic() + 20
        while OutboxRow.objects.filter(event="outage", done_at=None).exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert sorted(done) == ["after", "before"]
    finally:
        STOP.set()
        runner.join()
        STOP.clear()
        SUBSCRIPTIONS.pop(("outage", "note"))
        connection.close()
