"""Somebody watches a job fail, retries it; an administrator empties the dead letters; both at phone and desktop width."""
from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from ops.jobs import start_job
from ops.mail import owe_letter
from ops.models import OutboxAct, OutboxRow
from ops.outbox import drain
from territories.actions.give_territory_role import give_territory_role
from tests.browser.looking import sideways, violations
from tests.factories.territories import RegionFactory
from tests.failing_job import CAUSE, KIND, failing_job
from tests.people import session_cookie, someone

SHOTS = os.environ.get("SCHOOL_TEST_SHOTS")


@pytest.fixture
def admin(committing_db):
    return someone(Role.ADMINISTRATOR)


@pytest.fixture
def page(admin, watched, server):
    watched.context.add_cookies([session_cookie(admin, server.url)])
    return watched


@pytest.fixture
def kind():
    with failing_job() as made:
        yield made


def looked_at(page, name):
    """axe and width at both sizes; a picture of each where a folder for them is given."""
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        assert (name, width, violations(page), sideways(page)) == (name, width, [], 0)


def runner():
    """One round of the jobs' lane, as a runner beside the site does it."""

    def work():
        drain(lane="job")
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_failing_job_is_watched_and_retried(page, server, admin, kind):
    start_job(KIND, "Сверка с реестром", admin, {"file": "реестр.xlsx", "token": "x"})
    page.goto(f"{server.url}/desk/jobs/")
    assert page.locator("progress").count() == 1
    kind.hold.clear()
    thread = runner()
    page.get_by_text("2 из 4").wait_for()
    looked_at(page, "jobs-running")
    page.get_by_role("link", name="Сверка с реестром").click()
    page.get_by_text("2 из 4").wait_for()
    looked_at(page, "job-running")
    kind.hold.set()
    page.get_by_text(CAUSE).wait_for()  # by itself
    thread.join()
    looked_at(page, "job-failed")
    kind.broken = False
    page.get_by_role("button", name="Запустить заново").click()
    page.get_by_text("Задание запущено заново.").wait_for()
    runner().join()
    page.locator(".page-head .badge.ok").wait_for()  # by itself
    looked_at(page, "job-done")
    page.goto(f"{server.url}/desk/jobs/?state=failed")
    looked_at(page, "jobs-failed")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2500)
    assert asked == []  # what has ended is not asked for


def test_dead_letters_are_retried_and_dropped_with_a_reason(page, server, admin):
    page.goto(f"{server.url}/desk/dead-letters/")
    looked_at(page, "dead-empty")
    for n in range(3):
        owe_letter(EmailMessage(f"Письмо {n}", "тайна", None, [f"lada{n}@tula.invalid"]))
    OutboxRow.objects.update(dead_at=timezone.now(), attempts=8, error="LetterRefused('SMTPRecipientsRefused 550')")
    start_job("import.check", "смета.xlsx", admin)
    OutboxRow.objects.filter(event="job").update(dead_at=timezone.now(), attempts=8, error="the runner died at it 8 times")
    page.goto(f"{server.url}/desk/dead-letters/")
    page.locator("summary", has_text="Что внутри").first.click()
    looked_at(page, "dead")
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="Снять выбранные").click()
    page.get_by_text("Напишите, почему снимаете").wait_for()
    looked_at(page, "dead-reason")
    assert page.get_by_role("checkbox").nth(1).is_checked()
    page.get_by_label("Почему снимаете").fill("адреса больше нет")
    page.get_by_role("button", name="Снять выбранные").click()
    page.get_by_text("Снято: 1 строка").wait_for()
    page.get_by_role("button", name="Повторить все").click()
    page.get_by_text("Повторено: 3 строки").wait_for()
    page.get_by_role("link", name="Журнал действий").click()
    looked_at(page, "dead-log")
    assert OutboxAct.objects.count() == 4


def test_roles_in_territories_and_the_calendar_look_right(page, server, admin):
    region = RegionFactory(name="Тульская область")
    give_territory_role(someone(Role.CURATOR), Role.REGIONAL_COORDINATOR, region.territory, admin, timezone.now(), timezone.localdate())
    page.goto(f"{server.url}/desk/territory-roles/")
    looked_at(page, "roles")
    page.locator("summary", has_text="Дать роль").click()
    page.get_by_role("button", name="Выдать роль").click()
    page.get_by_text("Выберите либо регион, либо муниципалитет").wait_for()
    looked_at(page, "roles-form")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{server.url}/admin/working-days/2026/")
    page.get_by_text("Рабочих дней в году: 247.").wait_for()
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/calendar.png", full_page=True)
    page.goto(f"{server.url}/admin/working-days/2027/")
    page.get_by_text("Переносы выходных на 2027 год не внесены").wait_for()
    page.set_viewport_size({"width": 390, "height": 900})
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/calendar-390.png", full_page=True)
    page.get_by_label("Акт Правительства").fill("Постановление № 1")
    page.get_by_role("button", name="Сохранить рабочие дни").click()
    page.get_by_text("Рабочие дни 2027 года сохранены.").wait_for()
