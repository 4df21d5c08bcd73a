"""One evening in a real browser: a member of staff signs in by app and by passkey, merges two rows of one person and undoes it, watches a job fail and starts it again;
a person takes along the own data and withdraws a consent."""
from __future__ import annotations

import json
import threading
import zipfile

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts.actions.give_consent import give_consent
from accounts.models import Consent
from accounts.roles import Role
from ops.jobs import start_job
from ops.outbox import drain, drain_all
from people.models import Person
from tests.accounts.totp import code
from tests.browser.test_passkey import add_device, local, sign_out
from tests.browser.test_sign_in import fill
from tests.factories.accounts import published
from tests.factories.people import PersonFactory, PostFactory
from tests.failing_job import CAUSE, KIND, failing_job
from tests.people import PASSWORD, SECRET, someone


@pytest.fixture(autouse=True)
def unspent_limits():
    cache.clear()


@pytest.fixture
def page(watched_locally):
    """A page at the server's name, for passkeys belong to names; no fault of the content policy and no script error is forgiven."""
    return watched_locally


def beside(work):
    """Do it in a thread with a connection of its own, as the runner does beside the site."""

    def whole():
        work()
        connection.close()

    thread = threading.Thread(target=whole)
    thread.start()
    return thread


def sign_in_by_app_then_by_passkey(page, base, user):
    """The second step is the app's code; then a passkey is added, and it alone opens the door."""
    page.goto(f"{base}/accounts/login/?next=/desk/")
    fill(page, login=user.email, password=PASSWORD)
    page.wait_for_url("**/accounts/2fa/authenticate/")
    page.fill("main [name=code]", code(SECRET))
    page.locator("main form:has([name=code]) button").first.click()
    page.wait_for_url("**/desk/")
    page.goto(f"{base}/accounts/2fa/webauthn/add/")
    page.fill("main [name=name]", "Ноутбук")
    page.click("main form .btn")
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    sign_out(page)
    page.goto(f"{base}/accounts/login/?next=/desk/")
    page.click("form[data-passkey] .btn")
    page.wait_for_url("**/desk/")
    page.get_by_role("heading", name="Мой рабочий стол").wait_for()


def merge_and_undo(page, base, kept, gone):
    """Every link is listed before, moves along, and comes back."""
    page.goto(f"{base}/desk/people/merge/{kept.public_id}/{gone.public_id}/")
    moved = page.locator("section:has(#l-h) table tbody tr").all_inner_texts()
    assert [line.split("\t")[1:] for line in moved] == [["1", "1", "2"]]
    page.locator("main form button", has_text="Объединить").click()
    page.wait_for_url(f"**/desk/people/{kept.public_id}/**")
    assert set(kept.posts.values_list("title", flat=True)) == {"Глава", "Заместитель"}
    page.goto(f"{base}/desk/people/merges/")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert (list(kept.posts.values_list("title", flat=True)), list(gone.posts.values_list("title", flat=True))) == (["Глава"], ["Заместитель"])
    assert Person.objects.filter(pk__in=[kept.pk, gone.pk]).count() == 2


def watch_a_job_fail_and_start_it_again(page, base, user, kind):
    """The page tells by itself how far the work is, why it stopped, and that the second try has ended well."""
    start_job(KIND, "Сверка с реестром", user, {"file": "реестр.xlsx"})
    page.goto(f"{base}/desk/jobs/")
    page.get_by_role("link", name="Сверка с реестром").click()
    beside(lambda: drain(lane="job")).join()
    page.get_by_text(CAUSE).wait_for()
    kind.broken = False
    page.get_by_role("button", name="Запустить заново").click()
    page.get_by_text("Задание запущено заново.").wait_for()
    beside(lambda: drain(lane="job")).join()
    page.locator(".page-head .badge.ok").wait_for()


def test_staff_sign_in_merge_undo_watch_and_retry(page, server, settings):
    settings.DEMO = False
    base, user = local(server), someone(Role.ADMINISTRATOR)
    kept, gone = PersonFactory(family="Кедрова", given="Алёна"), PersonFactory(family="Кедрова", given="Алена")
    PostFactory(person=kept, title="Глава")
    PostFactory(person=gone, title="Заместитель")
    add_device(page)
    sign_in_by_app_then_by_passkey(page, base, user)
    merge_and_undo(page, base, kept, gone)
    with failing_job() as kind:
        watch_a_job_fail_and_start_it_again(page, base, user, kind)


def test_person_takes_the_data_along_and_withdraws_a_consent(page, server, settings):
    settings.DEMO = False
    base, user = local(server), someone(Role.MUNICIPAL_USER)
    version = published(someone(Role.DATA_PROTECTION_OFFICER))
    give_consent(version, user, timezone.now())
    page.goto(f"{base}/accounts/login/?next=/accounts/data/")
    fill(page, login=user.email, password=PASSWORD)
    page.wait_for_url("**/accounts/data/")
    page.get_by_role("button", name="Собрать мои данные").click()
    page.wait_for_load_state()
    beside(drain_all).join()
    page.goto(f"{base}/accounts/data/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Забрать файл").click()
    archive = zipfile.ZipFile(taken.value.path())
    told = json.dumps([json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")], ensure_ascii=False)
    assert (user.email in told, user.name in told, version.type.code in told or version.title in told) == (True, True, True)
    page.goto(f"{base}/accounts/consents/")
    page.get_by_role("link", name="Отозвать").click()
    page.get_by_role("button", name="Отозвать").click()
    page.wait_for_url("**/accounts/consents/")
    assert Consent.objects.get(user=user).withdrawn_at is not None
