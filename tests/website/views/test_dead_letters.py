"""Dead letters on the desk of administrators."""
import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from ops.jobs import start_job
from ops.mail import owe_letter
from ops.models import Job, OutboxAct, OutboxRow
from tests.people import someone

pytestmark = pytest.mark.django_db
LIST, ACT = reverse("website:dead-letters"), reverse("website:dead-letters-act")


@pytest.fixture
def admin(client):
    user = someone(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def dead(n=1, event="index", handler="practice", **fields):
    now = timezone.now()
    return OutboxRow.objects.bulk_create(
        OutboxRow(**{"event": event, "handler": handler, "key": str(k), "due_at": now, "dead_at": now, "attempts": 8, "error": "OSError()"} | fields)
        for k in range(n)
    )


def post(client, **data):
    page = client.get(LIST)
    return client.post(ACT, {"key": page.context.get("key", ""), "kind": "", "page": ""} | data)


def states():
    return sorted((row.dead_at is not None, row.done_at is not None) for row in OutboxRow.objects.all())


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.VISITOR)])
def test_everybody_else_gets_404(client, role):
    dead()
    client.force_login(someone(role))
    assert [client.get(LIST).status_code, client.post(ACT, {"act": "retry-all"}).status_code] == [404, 404]
    assert (states(), OutboxAct.objects.count()) == ([(True, False)], 0)


def test_visitor_is_led_to_the_sign_in_page(client):
    assert [client.get(LIST).status_code, client.post(ACT).status_code] == [302, 302]


def test_empty_list_says_so(client, admin):
    assert "Недоставленного нет" in client.get(LIST).content.decode()


def test_letter_shows_neither_words_nor_addresses(client, admin):
    owe_letter(EmailMessage("Тема-тайна", "Слова-тайна", None, ["lada@tula.invalid"]))
    OutboxRow.objects.update(dead_at=timezone.now(), error="refused lada@tula.invalid")
    text = client.get(LIST).content.decode()
    assert [word in text for word in ("Тема-тайна", "Слова-тайна", "lada@tula.invalid", "l•••@tula.invalid")] == [False, False, False, True]


def test_job_is_shown_by_its_title(client, admin):
    job = start_job("import.check", "смета.xlsx", admin)
    OutboxRow.objects.update(dead_at=timezone.now())
    (line,) = client.get(LIST).context["lines"]
    assert (line.title, line.url) == ("смета.xlsx", reverse("website:job", args=[job.public_id]))


def test_kinds_are_counted_and_chosen_by_the_address(client, admin):
    dead(3), dead(2, "mail", "send")
    answer = client.get(LIST, {"kind": "mail→send"})
    assert ([line.kind for line in answer.context["lines"]], answer.context["total"], answer.context["shown"]) == (["mail→send"] * 2, 5, 2)


def test_retry_of_the_chosen_makes_them_due_and_is_noted(client, admin):
    rows = dead(3)
    assert post(client, act="retry", id=[rows[0].pk, rows[2].pk]).headers["Location"] == LIST
    assert states() == [(False, False), (False, False), (True, False)]
    assert set(OutboxAct.objects.values_list("act", "row_number", "by")) == {("retry", rows[0].pk, admin.pk), ("retry", rows[2].pk, admin.pk)}


def test_retry_of_one_by_its_button_leaves_the_chosen(client, admin):
    rows = dead(2)
    post(client, act=f"retry:{rows[1].pk}", id=[rows[0].pk])
    assert list(OutboxAct.objects.values_list("row_number", flat=True)) == [rows[1].pk]


def test_retry_all_of_a_kind_leaves_the_others(client, admin):
    dead(3), dead(2, "mail", "send")
    answer = post(client, act="retry-all", kind="index→practice")
    assert (OutboxRow.objects.filter(dead_at=None).count(), OutboxAct.objects.count(), "kind=" in answer.headers["Location"]) == (3, 3, True)


def test_retry_all_without_kind_takes_all(client, admin):
    dead(3), dead(2, "mail", "send")
    post(client, act="retry-all")
    assert OutboxRow.objects.filter(dead_at=None).count() == 5


def test_drop_needs_a_reason_and_keeps_the_choice(client, admin):
    rows = dead(2)
    answer = post(client, act="drop", id=[rows[1].pk], reason="  ")
    assert (answer.status_code, answer.context["chosen"], states()) == (422, frozenset({rows[1].pk}), [(True, False)] * 2)
    assert "Напишите, почему снимаете: причина останется в журнале." in answer.content.decode()


@pytest.mark.parametrize(("length", "status"), [(299, 302), (300, 302), (301, 422)])
def test_reason_has_at_most_300_characters(client, admin, length, status):
    (row,) = dead()
    assert post(client, act="drop", id=[row.pk], reason="п" * length).status_code == status


def test_drop_closes_the_row_forgets_its_words_and_keeps_who_and_why(client, admin):
    owe_letter(EmailMessage("t", "тайна", None, ["lada@tula.invalid"]))
    OutboxRow.objects.update(dead_at=timezone.now())
    row = OutboxRow.objects.get()
    post(client, act="drop", id=[row.pk], reason="адреса больше нет")
    row.refresh_from_db()
    act = OutboxAct.objects.get()
    assert (row.payload, row.done_at is not None, act.act, act.reason, act.by) == ({}, True, "drop", "адреса больше нет", admin)
    log = client.get(LIST, {"log": ""}).content.decode()
    assert ("адреса больше нет" in log, "Фёдор Оленин" in log) == (True, True)


def test_same_submit_twice_and_a_foreign_key_do_nothing_more(client, admin):
    rows = dead(2)
    key = client.get(LIST).context["key"]
    for number in (rows[0].pk, rows[1].pk):
        client.post(ACT, {"key": key, "act": "retry", "id": [number]})
    client.post(ACT, {"key": "nonsense", "act": "retry", "id": [rows[1].pk]})
    assert list(OutboxAct.objects.values_list("row_number", flat=True)) == [rows[0].pk]


@pytest.mark.parametrize("data", [{"act": "retry"}, {"act": "drop", "reason": "x"}, {"act": "retry", "id": ["x", "9" * 30, "²"]}])
def test_nothing_chosen_is_said(client, admin, data):
    dead()
    assert (post(client, **data).status_code, states()) == (422, [(True, False)])


def test_act_that_no_page_of_ours_sends_is_404(client, admin):
    assert post(client, act="burn").status_code == 404


def test_number_of_dead_letters_stands_in_the_desk_line_of_administrators(client, admin):
    dead(7)
    link = next(link for link in client.get(LIST).context["desk_links"] if link.url == LIST)
    assert (link.count, '<span class="badge bad">7</span>' in client.get(LIST).content.decode()) == (7, True)


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("count", [1, 100])
def test_list_costs_the_same_at_one_and_at_a_hundred(client, admin, django_assert_num_queries, count, log):
    dead(count)
    for _n in range(count):
        Job.objects.create(kind="t", title="t")
    OutboxAct.objects.bulk_create(
        OutboxAct(act="retry", row_number=n, event="e", handler="h", key="k", by=admin, at=timezone.now()) for n in range(count)
    )
    query = {"log": ""} if log else {}
    client.get(LIST, query)
    with django_assert_num_queries(9 if log else 10):
        assert client.get(LIST, query).status_code == 200
