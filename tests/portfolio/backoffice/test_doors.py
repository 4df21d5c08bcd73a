"""Each of Wagtail's doors to the public leads through the one gate: refused with words, and all or nothing."""
import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry, Task, Workflow

from accounts.roles import ADMIN_ROLES, Role
from ops.clock import DUTIES
from portfolio.actions.draft import write_draft
from portfolio.actions.publish import unpublish_practice
from portfolio.actions.schedule import publish_due
from portfolio.actions.withdraw import withdraw_practice
from portfolio.models import Practice
from tests.factories.portfolio import draft, live, ready_fields
from tests.people import someone
from tests.portfolio.backoffice.forms import form_data

pytestmark = pytest.mark.django_db
GAPS = "Не хватает: проблема (кто страдает, сколько людей, с каких пор)."


def told(response):
    """Messages of the page."""
    return [html.unescape(str(message)).strip() for message in response.context["messages"]]


# The editor's button

def test_editor_publishes_a_new_practice_with_the_next_number(admin, at, owed):
    fields = ready_fields()
    response = admin.post(at("add"), form_data(fields, "action-publish"), follow=True)
    practice = Practice.objects.get()
    assert (response.status_code, practice.live, practice.as_fields()) == (200, True, fields)
    assert (practice.number, practice.slug) == (1, "optimizatsiya-soglasovaniya-marshruta-avtobusa")
    assert owed() == [(str(practice.pk), {"live": True})]


def test_editor_publish_button_refused_keeps_what_was_typed(admin, at, owed):
    fields = ready_fields(problem="")
    response = admin.post(at("add"), form_data(fields, "action-publish"), follow=True)
    practice = Practice.objects.get()
    assert response.redirect_chain == [(at("edit", practice.pk), 302)]
    assert told(response) == [f"Черновик сохранён. Практика не опубликована. {GAPS}"]
    assert (practice.live, practice.latest_revision.as_object().as_fields(), owed()) == (False, fields, [])


def test_editor_publish_of_a_live_practice_refused_leaves_the_public_text(admin, at, owed):
    practice = live()
    before = practice.as_fields()
    changed = replace(before, title="Новое название", problem="")
    response = admin.post(at("edit", practice.pk), form_data(changed, "action-publish", over=practice), follow=True)
    row = Practice.objects.get()
    assert told(response) == [f"Черновик сохранён. Практика не опубликована. {GAPS}"]
    assert (row.live, row.as_fields(), row.latest_revision.as_object().title) == (True, before, "Новое название")
    assert len(owed()) == 1


def test_editor_saves_a_draft_without_what_is_required(admin, at):
    response = admin.post(at("add"), form_data(ready_fields(problem="", indicators=(), places=(), sector_id=None, stage="")), follow=True)
    assert (response.status_code, Practice.objects.get().live) == (200, False)


def test_editor_going_back_to_an_old_version_passes_the_same_gate(admin, at, owed):
    practice = draft(problem="")
    old = practice.latest_revision
    write_draft(practice, replace(practice.as_fields(), problem="Есть."), someone(Role.CONTENT_EDITOR), timezone.now())
    address = at("revisions_revert", practice.pk, old.pk)
    form = admin.get(address).context["form"]
    assert [row["id"].value() for row in form.formsets["indicators"].initial_forms] == [None] * 3, "rows of that version are gone from the database"
    data = form_data(practice.as_fields(), "action-publish", over=Practice())
    data |= {f"{name}-INITIAL_FORMS": len(rows) for name, rows in form.formsets.items()}
    data |= {f"{name}-{n}-id": "" for name, rows in form.formsets.items() for n in range(len(rows))}
    response = admin.post(address, {**data, "problem": ""}, follow=True)
    assert told(response)[0] == f"Черновик сохранён. Практика не опубликована. {GAPS}"
    assert (Practice.objects.get().live, owed()) == (False, [])
    admin.post(address, {**data, "problem": "Есть."}, follow=True)
    assert list(Practice.objects.values_list("live", "problem")) == [(True, "Есть.")]
    assert Practice.objects.get().as_fields() == replace(practice.as_fields(), problem="Есть.")


# Bulk

def test_bulk_publish_publishes_each_and_names_the_refused(admin, bulk, owed):
    good, bad = draft(), draft(problem="", title="Без проблемы")
    address = bulk("publish", good, bad)
    assert "Опубликовать последний текст этих практик?" in admin.get(address).content.decode()
    response = admin.post(address, follow=True)
    assert told(response) == ["Опубликована 1 практика.", f"{bad.code} «Без проблемы». Практика не опубликована. {GAPS}"]
    assert dict(Practice.objects.values_list("pk", "live")) == {good.pk: True, bad.pk: False}
    assert owed() == [(str(good.pk), {"live": True})]


def test_bulk_publish_tells_five_refusals_and_counts_the_rest(admin, bulk):
    response = admin.post(bulk("publish", *[draft(problem="") for _ in range(7)]), follow=True)
    assert (len(told(response)), told(response)[-1]) == (6, "И ещё 2 не прошли.")


@pytest.mark.parametrize("count, published", [(2, 2), (3, 0)])
def test_bulk_publish_has_a_limit(admin, bulk, monkeypatch, count, published):
    monkeypatch.setattr("portfolio.backoffice.bulk.AT_ONCE", 2)
    response = admin.post(bulk("publish", *[draft() for _ in range(count)]), follow=True)
    assert Practice.objects.filter(live=True).count() == published
    assert ("Выберите не больше 2 практик за один раз." in told(response)) == (published == 0)


def test_bulk_unpublish_takes_down_each(admin, bulk, owed):
    first, second, hidden = live(), live(), draft()
    response = admin.post(bulk("unpublish", first, second, hidden), follow=True)
    assert told(response) == ["Сняты с публикации 2 практики."]
    assert (Practice.objects.filter(live=True).count(), [payload for _, payload in owed()][2:]) == (0, [{"live": False}] * 2)


def test_bulk_delete_deletes_drafts_and_keeps_what_was_live(admin, bulk, editor):
    gone, kept = draft(), unpublish_practice(live(), editor, timezone.now())
    page = admin.get(bulk("delete", gone, kept)).content.decode()
    assert "их можно только отозвать" in page
    assert told(admin.post(bulk("delete", gone, kept), follow=True)) == ["Удалён 1 черновик."]
    assert list(Practice.objects.values_list("pk", flat=True)) == [kept.pk]


def test_bulk_delete_of_what_was_live_alone_changes_nothing(admin, bulk):
    practice = live()
    admin.post(bulk("delete", practice), follow=True)
    assert Practice.objects.get().live


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete"])
def test_bulk_by_someone_without_the_role_changes_nothing(client, bulk, action):
    practices = [live(), draft()]
    client.force_login(someone(Role.PROGRAMME_MANAGER))
    client.post(bulk(action, *practices))
    assert sorted(Practice.objects.values_list("live", flat=True)) == [False, True]


# Workflow

def in_moderation(practice, user):
    state = Workflow.objects.get(name="Проверка практики").start(practice, user)
    return state.current_task_state


def test_workflow_approval_in_the_editor_publishes(admin, at, owed):
    practice = draft()
    in_moderation(practice, someone(Role.ADMINISTRATOR))
    data = form_data(practice.as_fields(), "action-workflow-action", over=practice, **{"workflow-action-name": "approve"})
    admin.post(at("edit", practice.pk), data, follow=True)
    assert (Practice.objects.get().live, owed()) == (True, [(str(practice.pk), {"live": True})])


def test_workflow_approval_in_the_editor_refused_stays_in_moderation(admin, at, owed):
    practice = draft(problem="")
    task = in_moderation(practice, someone(Role.ADMINISTRATOR))
    data = form_data(practice.as_fields(), "action-workflow-action", over=practice, **{"workflow-action-name": "approve"})
    response = admin.post(at("edit", practice.pk), data, follow=True)
    task.refresh_from_db()
    assert told(response)[0] == f"Черновик сохранён. Практика не опубликована. {GAPS}"
    assert (Practice.objects.get().live, task.status, owed()) == (False, "in_progress", [])


@pytest.mark.parametrize("headers", [{}, {"x-requested-with": "XMLHttpRequest"}])
def test_workflow_approval_outside_the_editor_refused_stays_in_moderation(admin, at, owed, headers):
    practice = draft(problem="")
    task = in_moderation(practice, someone(Role.ADMINISTRATOR))
    response = admin.post(at("workflow_action", practice.pk, "approve", task.pk), {"comment": ""}, headers=headers)
    assert response.status_code == (200 if headers else 302)
    assert told(admin.get(at("list"))) == [f"Практика не опубликована. {GAPS}"]
    task.refresh_from_db()
    assert (Practice.objects.get().live, task.status, owed()) == (False, "in_progress", [])


def test_workflow_approval_outside_the_editor_publishes(admin, at, owed):
    practice = draft()
    task = in_moderation(practice, someone(Role.ADMINISTRATOR))
    admin.post(at("workflow_action", practice.pk, "approve", task.pk), {"comment": "Готово"})
    assert (Practice.objects.get().live, len(owed())) == (True, 1)


def test_workflow_whose_tasks_are_switched_off_passes_the_gate_on_submission(admin, at, owed):
    practice = draft(problem="")
    Task.objects.update(active=False)
    response = admin.post(at("edit", practice.pk), form_data(practice.as_fields(), "action-submit", over=practice), follow=True)
    assert (GAPS in "".join(told(response)), Practice.objects.get().live, owed()) == (True, False, [])


# Schedule

def scheduled(practice, when):
    practice.go_live_at = when
    practice.save_revision().publish(user=someone(Role.CONTENT_EDITOR), skip_permission_checks=True)
    return practice


def test_schedule_in_the_editor_waits_and_the_clock_publishes(admin, at, owed):
    practice, soon = draft(), timezone.localtime() + timedelta(hours=2)
    data = form_data(practice.as_fields(), "action-publish", over=practice, go_live_at=soon.strftime("%Y-%m-%d %H:%M"))
    admin.post(at("edit", practice.pk), data, follow=True)
    assert (Practice.objects.get().live, [payload for _, payload in owed()]) == (False, [{"live": False}])
    assert publish_due(timezone.now()) == 0
    with pytest.MonkeyPatch.context() as patch:
        later = timezone.now() + timedelta(hours=3)
        patch.setattr("django.utils.timezone.now", lambda: later)
        assert publish_due(later) == 1
    assert (Practice.objects.get().live, [payload for _, payload in owed()]) == (True, [{"live": False}, {"live": True}])


def test_schedule_refusal_is_noted_for_the_editor_and_stops_nothing(admin, at, owed):
    past = timezone.now() - timedelta(minutes=5)
    bad, good = draft(problem=""), draft()
    for practice in (bad, good):
        practice.latest_revision.approved_go_live_at = past
        practice.latest_revision.save()
    assert publish_due(timezone.now()) == 2
    bad, good = Practice.objects.get(pk=bad.pk), Practice.objects.get(pk=good.pk)
    assert (bad.live, bad.refusal, bad.approved_schedule, good.live) == (False, ["problem"], False, True)
    assert told(admin.get(at("edit", bad.pk))) == ["Публикация по расписанию не состоялась. Не хватает: проблема (кто страдает, сколько людей, с каких пор)."]
    assert "Не опубликована по расписанию. Не хватает: проблема" in admin.get(at("history", bad.pk)).content.decode()
    admin.post(at("edit", bad.pk), form_data(replace(bad.as_fields(), problem="Есть."), "action-publish", over=bad))
    assert list(Practice.objects.filter(pk=bad.pk).values_list("live", "refusal")) == [(True, [])]


def test_schedule_expiry_takes_down_through_the_same_door(owed):
    practice = live()
    Practice.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    assert publish_due(timezone.now()) == 1
    practice.refresh_from_db()
    assert (practice.live, practice.expired, owed()[-1][1]) == (False, True, {"live": False})


def test_schedule_failure_of_one_does_not_stop_the_rest(owed, monkeypatch, caplog):
    first, second = live(), live()
    Practice.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    plain = Practice.unpublish

    def fails_once(self, **kwargs):
        if self.pk == first.pk:
            raise RuntimeError("broken")
        plain(self, **kwargs)

    monkeypatch.setattr(Practice, "unpublish", fails_once)
    assert publish_due(timezone.now()) == 1
    assert dict(Practice.objects.values_list("pk", "live")) == {first.pk: True, second.pk: False}
    assert "broken" in caplog.text


def test_schedule_is_a_duty_of_the_clock_and_wagtails_command(owed, capsys):
    assert DUTIES["publish_due"].every == timedelta(minutes=1)
    practice = draft()
    practice.latest_revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    practice.latest_revision.save()
    DUTIES["publish_due"].run(timezone.now())
    call_command("publish_scheduled")
    assert (Practice.objects.get().live, capsys.readouterr().out) == (True, "0\n")


# Taking down, withdrawing, deleting

def test_unpublish_view_takes_down_through_the_same_door(admin, at, owed):
    practice = live()
    assert admin.get(at("unpublish", practice.pk)).status_code == 200
    admin.post(at("unpublish", practice.pk))
    assert (Practice.objects.get().live, owed()[-1]) == (False, (str(practice.pk), {"live": False}))


def test_delete_view_deletes_a_draft_and_refuses_what_was_live(admin, at, editor):
    gone, kept = draft(), live()
    admin.post(at("delete", gone.pk), follow=True)
    response = admin.post(at("delete", kept.pk), follow=True)
    assert told(response) == ["Эту практику уже публиковали, удалить её нельзя. Отзовите её: номер останется, а тексты исчезнут."]
    assert list(Practice.objects.values_list("pk", flat=True)) == [kept.pk]


def test_withdraw_view_asks_then_leaves_a_tombstone(admin, at, owed):
    practice = live()
    assert "навсегда" in admin.get(at("withdraw", practice.pk)).content.decode()
    response = admin.post(at("withdraw", practice.pk), follow=True)
    assert told(response) == [f"Практика {practice.code} отозвана: от неё остался только номер."]
    assert (Practice.objects.get().withdrawn_at is not None, owed()[-1][1]) == (True, {"live": False})
    assert admin.get(at("withdraw", practice.pk)).status_code == 302


def test_withdraw_view_of_a_draft_is_refused(admin, at):
    assert admin.post(at("withdraw", draft().pk)).status_code == 302
    assert Practice.objects.get().withdrawn_at is None


def test_edit_view_of_a_withdrawn_practice_is_closed(admin, at, editor):
    practice = withdraw_practice(live(), editor, timezone.now())
    page = admin.get(at("edit", practice.pk)).content.decode()
    assert "Эта практика отозвана. От неё остался только номер" in page
    admin.post(at("edit", practice.pk), form_data(replace(practice.as_fields(), title="Снова"), "action-publish", over=practice))
    assert list(Practice.objects.values_list("live", "latest_revision__object_str")) == [(False, practice.title)]


def test_history_names_each_act(admin, at, editor):
    practice = withdraw_practice(live(), editor, timezone.now())
    assert list(ModelLogEntry.objects.order_by("id").values_list("action", flat=True)) == [
        "wagtail.create", "wagtail.publish", "wagtail.unpublish", "portfolio.withdraw",
    ]
    assert re.search("Отозвана: тексты убраны отовсюду", admin.get(at("history", practice.pk)).content.decode())


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CONTENT_EDITOR, Role.ADMINISTRATOR)])
def test_admin_screens_are_closed_to_other_roles(db, client, at, role):
    practice = live()
    user = someone(role)
    if user.is_authenticated:
        client.force_login(user)
    for name, args in (("list", ()), ("add", ()), ("edit", (practice.pk,)), ("unpublish", (practice.pk,)), ("withdraw", (practice.pk,)), ("delete", (practice.pk,))):
        assert client.get(at(name, *args)).status_code == (404 if role in ADMIN_ROLES else 302), name
        client.post(at(name, *args))
    assert (Practice.objects.get().live, Practice.objects.count()) == (True, 1)
