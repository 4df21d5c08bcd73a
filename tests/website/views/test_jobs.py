"""Jobs on the desk."""
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from ops import jobs as machinery
from ops.jobs import JobFailed, job_kind, start_job
from ops.models import ImportBatch, Job, OutboxRow
from ops.outbox import drain
from tests.people import someone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_russian():
    """Addresses are reversed in the language that the last request left."""
    with translation.override("ru"):
        yield


LIST = reverse("website:jobs")


@pytest.fixture
def kinds(monkeypatch):
    """Kinds of the tests: one fails until told otherwise, one is done at once, one cannot be started anew."""
    monkeypatch.setattr(machinery, "WORKS", dict(machinery.WORKS))
    monkeypatch.setattr(machinery, "TRAITS", dict(machinery.TRAITS))
    broken = {"broken": True}

    @job_kind("test.fails", "Проба с отказом")
    def fails(job, progress):
        progress.total(4)
        progress.step(done=1)
        if broken["broken"]:
            raise JobFailed("Нет связи с реестром.")
        progress.step(done=3)
        return {"rows": 4}

    @job_kind("test.done", "Проба")
    def done(job, progress):
        return {"rows": 0, "unexpected_name": "x@tula.invalid"}

    @job_kind("test.once", "Проба без повтора", retry=False)
    def once(job, progress):
        raise JobFailed("нет")

    return broken


@pytest.fixture
def owner():
    return someone(Role.CONTENT_EDITOR)


def run(kind="test.fails", by=None, **arguments) -> Job:
    job = start_job(kind, f"Работа {kind}", by, arguments)
    drain(lane="job")
    job.refresh_from_db()
    return job


def page(job, view="job"):
    return reverse(f"website:{view}", args=[job.public_id])


def act(client, job, name, key=None):
    key = key or client.get(page(job)).context.get("key")
    return client.post(page(job, "job-act"), {"act": name, "key": key})


def readers():
    return {role: someone(role, email=f"reader-{role.value}@people.invalid") for role in Role if role != Role.VISITOR}


@pytest.mark.parametrize("view", ["job", "job-live"])
def test_job_is_for_its_owner_and_administrators(client, kinds, owner, view):
    job = run(by=owner)
    seen = set()
    for role, reader in readers().items():
        client.force_login(reader)
        if client.get(page(job, view)).status_code == 200:
            seen.add(role)
        assert client.get(page(job, view)).status_code in (200, 404)
    client.force_login(owner)
    assert (seen, client.get(page(job, view)).status_code) == ({Role.ADMINISTRATOR}, 200)


def test_stranger_may_neither_cancel_nor_retry(client, kinds, owner):
    failed, waiting = run(by=owner), start_job("test.done", "t", owner)
    client.force_login(someone(Role.CONTENT_EDITOR, email="colleague@people.invalid"))
    assert [client.post(page(job, "job-act"), {"act": name}).status_code for job in (failed, waiting) for name in ("retry", "cancel")] == [404] * 4
    assert (Job.objects.count(), Job.objects.filter(cancel_asked=True).count()) == (2, 0)


def test_visitor_is_led_to_the_sign_in_page_and_a_polling_page_loads_anew(client, kinds):
    job = run()
    for url in (LIST, page(job)):
        assert client.get(url).headers["Location"].startswith("/accounts/login/")
    assert [client.get(url).headers["HX-Refresh"] for url in (reverse("website:jobs-live"), page(job, "job-live"))] == ["true", "true"]


def test_list_shows_own_jobs_and_all_to_administrators(client, kinds, owner):
    mine, other = run(by=owner), run(by=someone(Role.ANALYST))
    system = run()
    for reader, expected in ((owner, {mine}), (someone(Role.ADMINISTRATOR), {mine, other, system}), (someone(Role.CURATOR), set())):
        client.force_login(reader)
        assert {line.job.public_id for line in client.get(LIST).context["lines"]} == {job.public_id for job in expected}


@pytest.mark.parametrize(("query", "titles"), [
    ("", {"Работа test.done", "Работа test.fails", "ждёт"}),
    ("state=failed", {"Работа test.fails"}), ("state=open", {"ждёт"}), ("state=queued", {"ждёт"}), ("kind=test.done", {"Работа test.done", "ждёт"}),
    ("by=вера", {"Работа test.fails"}), ("by=analyst@", {"Работа test.done"}), ("state=nonsense&kind=gone", {"Работа test.done", "Работа test.fails", "ждёт"}),
    ("since=2026-11-24&until=2026-11-24", {"ждёт"}), ("until=2026-11-23", {"Работа test.done", "Работа test.fails"}), ("since=2026-11-25", set()),
])
def test_filters_stand_in_the_address(client, kinds, owner, query, titles):
    run("test.fails", by=owner)
    run("test.done", by=someone(Role.ANALYST))
    Job.objects.update(created_at=datetime(2026, 11, 23, 20, 59, tzinfo=UTC))  # the 23rd in Moscow
    waiting = start_job("test.done", "ждёт", None)
    Job.objects.filter(pk=waiting.pk).update(created_at=datetime(2026, 11, 23, 21, 0, tzinfo=UTC))  # the 24th there
    client.force_login(someone(Role.ADMINISTRATOR))
    assert {line.job.title for line in client.get(f"{LIST}?{query}").context["lines"]} == titles


def test_filter_by_person_is_for_administrators(client, kinds, owner):
    run(by=owner)
    client.force_login(owner)
    answer = client.get(f"{LIST}?by=nobody")
    assert ("by" in answer.context["form"].fields, len(answer.context["lines"])) == (False, 1)


def test_list_polls_only_while_something_runs(client, kinds, owner):
    client.force_login(owner)
    start_job("test.done", "t", owner)
    url = f"{LIST}?kind=test.done"
    assert (b'hx-trigger="every 2s"' in client.get(url).content, b"hx-trigger" in client.get(f"{reverse('website:jobs-live')}?kind=test.done").content) == (True, True)
    drain(lane="job")
    assert (b"hx-trigger" in client.get(url).content, b"hx-trigger" in client.get(f"{reverse('website:jobs-live')}?kind=test.done").content) == (False, False)


def test_page_polls_until_the_end_and_then_is_loaded_anew(client, kinds, owner):
    client.force_login(owner)
    job = start_job("test.done", "t", owner)
    assert (b'hx-trigger="every 2s"' in client.get(page(job)).content, client.get(page(job, "job-live")).has_header("HX-Refresh")) == (True, False)
    drain(lane="job")
    assert (b"hx-trigger" in client.get(page(job)).content, client.get(page(job, "job-live")).headers["HX-Refresh"]) == (False, "true")


def test_arguments_and_result_are_shown_without_secrets_and_addresses(client, kinds, owner):
    job = run("test.done", by=owner, token="t0p", file="план.xlsx", to="lada@tula.invalid")
    client.force_login(owner)
    answer = client.get(page(job))
    assert dict(answer.context["page"].arguments) == {"token": "•••", "file": "план.xlsx", "to": "l•••@tula.invalid"}
    assert dict(answer.context["page"].result) == {"rows": "0", "unexpected_name": "x•••@tula.invalid"}
    assert b"t0p" not in answer.content


def test_failed_job_says_why_and_is_retried_as_a_linked_new_one(client, kinds, owner):
    job = run(by=owner, file="a")
    client.force_login(owner)
    assert "Нет связи с реестром." in client.get(page(job)).content.decode()
    kinds["broken"] = False
    answer = act(client, job, "retry")
    new = Job.objects.get(retry_of=job)
    drain(lane="job")
    new.refresh_from_db()
    job.refresh_from_db()
    assert (answer.headers["Location"], new.state, new.arguments, new.by, job.state) == (page(new), "done", {"file": "a"}, owner, "failed")
    assert client.get(page(job)).context["page"].retried_as == new.public_id
    assert client.get(page(new)).context["page"].retry_of == job.public_id


def test_retry_twice_makes_one_job(client, kinds, owner):
    job = run(by=owner)
    client.force_login(owner)
    key, other = client.get(page(job)).context["key"], client.get(page(job)).context["key"]
    for one in (key, key, other):
        act(client, job, "retry", one)
    assert (Job.objects.filter(retry_of=job).count(), client.get(page(job)).context["page"].may_retry) == (1, False)


def test_administrator_who_retries_does_not_own_the_result(client, kinds, owner):
    job = run(by=owner)
    client.force_login(someone(Role.ADMINISTRATOR))
    act(client, job, "retry")
    assert Job.objects.get(retry_of=job).by == owner


@pytest.mark.parametrize("kind", ["test.once", "test.done"])
def test_job_that_is_done_or_has_its_own_way_on_is_not_retried(client, kinds, owner, kind):
    job = run(kind, by=owner)
    client.force_login(owner)
    assert client.get(page(job)).context["page"].may_retry is False
    act(client, job, "retry", client.get(page(run(by=owner))).context["key"])
    assert Job.objects.filter(retry_of=job).count() == 0


def test_retried_job_that_was_buried_is_not_opened_again_by_its_dead_letter(client, kinds, owner):
    from ops.letters import retry_letters

    job = start_job("test.done", "t", owner)
    row = OutboxRow.objects.get(event="job")
    OutboxRow.objects.filter(pk=row.pk).update(attempts=9)
    drain(lane="job")
    client.force_login(owner)
    act(client, job, "retry")
    retry_letters([row.pk])
    job.refresh_from_db()
    assert (job.state, Job.objects.get(retry_of=job).state) == ("failed", "queued")


def test_waiting_job_is_cancelled(client, kinds, owner):
    job = start_job("test.done", "t", owner)
    client.force_login(owner)
    assert act(client, job, "cancel").headers["Location"] == page(job)
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_broken_import_leads_to_its_batch(client, kinds):
    editor = someone(Role.CONTENT_EDITOR)
    job = Job.objects.create(kind="import.apply", title="t", by=editor, state="failed")
    batch = ImportBatch.objects.create(kind="practices", name="a.xlsx", sha256="0" * 64, state="applying", job=job, by=editor)
    Job.objects.filter(pk=job.pk).update(arguments={"batch": batch.pk})
    client.force_login(editor)
    assert (client.get(page(job)).context["page"].way_on, client.get(page(job)).context["page"].may_retry) == (
        reverse("website:import", args=[batch.public_id]), False,
    )


def test_empty_list_says_what_will_stand_here(client):
    client.force_login(someone(Role.CURATOR))
    assert "Заданий пока нет" in client.get(LIST).content.decode()
    assert "Под отбор ничего не подходит" in client.get(f"{LIST}?state=failed").content.decode()


@pytest.mark.parametrize("count", [1, 100])
def test_list_costs_the_same_at_one_and_at_a_hundred(client, kinds, owner, django_assert_num_queries, count):
    admin = someone(Role.ADMINISTRATOR)
    Job.objects.bulk_create(Job(kind="test.done", title=f"t{n}", by=owner) for n in range(count))
    client.force_login(admin)
    client.get(LIST)
    with django_assert_num_queries(client_queries(admin) + 2):  # count and rows with their owners
        assert len(client.get(LIST).context["lines"]) == min(count, 25)


def client_queries(admin) -> int:
    """Session, user, roles, dead letters of the badge, second factor."""
    return 6
