"""Who is told of ended jobs and of dead letters."""
from datetime import timedelta

from django.utils import timezone

from accounts.models import Notice
from accounts.roles import Role
from ops import outbox
from ops.jobs import WORKS, JobFailed, cancel_job, give_up, job_kind, start_job
from ops.models import Job, OutboxRow
from tests.people import someone
from website.telling import tell_administrators, tell_owners


def run(work, by):
    job_kind("test.telling")(work)
    try:
        job = start_job("test.telling", "Проверка", by)
        outbox.drain_all()
    finally:
        WORKS.pop("test.telling")
    job.refresh_from_db()
    return job


def fail(job, progress):
    raise JobFailed("Файл пуст.")


def told() -> list[tuple]:
    return list(Notice.objects.order_by("pk").values_list("reader__user__email", "kind", "title", "text", "url"))


def test_failed_job_is_told_to_whoever_started_it_with_its_reason(db, mailoutbox):
    user = someone(Role.CONTENT_EDITOR)
    job = run(fail, user)
    assert told() == [(user.email, "job.failed", "Сорвалось: Проверка", "Файл пуст.", f"/desk/jobs/{job.public_id}/")]
    assert [letter.to for letter in mailoutbox] == [[user.email]]


def test_done_job_is_told_in_the_product_only_and_once(db, mailoutbox):
    job = run(lambda job, progress: {}, someone(Role.CONTENT_EDITOR, language="en"))
    row = OutboxRow.objects.get(event="job.ended")
    tell_owners([row])
    assert ([(kind, title) for _, kind, title, _, _ in told()], mailoutbox) == ([("job.done", "Done: Проверка")], [])
    assert job.state == Job.State.DONE


def test_job_of_nobody_and_a_job_that_was_stopped_are_told_to_nobody(db):
    run(fail, None)
    user = someone(Role.CONTENT_EDITOR)
    run(lambda job, progress: cancel_job(job, user) and progress.step(), user)
    assert told() == []


def test_job_whose_debt_is_buried_is_told_as_failed(db):
    user = someone(Role.CONTENT_EDITOR)
    job = Job.objects.create(kind="x", title="Проверка", by=user, state=Job.State.RUNNING)
    give_up([OutboxRow(key=str(job.pk))], "gone")
    give_up([OutboxRow(key=str(job.pk))], "gone")
    assert OutboxRow.objects.filter(event="job.ended").count() == 1
    outbox.drain_all()
    assert [(kind, title) for _, kind, title, _, _ in told()] == [("job.failed", "Сорвалось: Проверка")]


def test_dead_letters_are_told_to_administrators_once_until_there_are_new_ones(db):
    admin, _ = someone(Role.ADMINISTRATOR), someone(Role.CONTENT_EDITOR)
    now = timezone.now()
    tell_administrators(now)
    assert told() == []
    OutboxRow.objects.create(event="x", handler="y", key="1", due_at=now, dead_at=now)
    tell_administrators(now)
    tell_administrators(now + timedelta(hours=1))
    OutboxRow.objects.create(event="x", handler="y", key="2", due_at=now, dead_at=now)
    tell_administrators(now + timedelta(hours=2))
    assert [(email, kind, title, url) for email, kind, title, _, url in told()] == [
        (admin.email, "outbox.dead", "Окончательно не удалось 1 действие", "/desk/dead-letters/"),
        (admin.email, "outbox.dead", "Окончательно не удались 2 действия", "/desk/dead-letters/"),
    ]
    assert set(Notice.objects.values_list("way", flat=True)) == {"daily"}


def test_looking_for_dead_letters_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        tell_administrators(timezone.now())
