"""The desks of the school: manager, staff of the intake, staff of another one, trainee, stranger; files, transfers, forms."""
from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import ReadLog
from accounts.roles import Role
from ops.forms import issue_key
from school.models import Enrolment, EnrolmentMove, IntakeRole
from school.states import IntakeState
from tests.factories.people import PersonFactory, PostFactory
from tests.factories.school import EnrolmentFactory, IntakeFactory, IntakeRoleFactory, StreamFactory
from tests.people import someone

STAFF = (Role.CURATOR, Role.SELECTION_OFFICER, Role.HOST_STAFF, Role.PSYCHOLOGIST)
STRANGERS = [role for role in Role if role not in (Role.VISITOR, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR, *STAFF)]


@pytest.fixture
def enrolment(stream):
    """Somebody who studies in the stream."""
    return EnrolmentFactory(stream=stream, person__family="Кедров", person__given="Игнат")


def pages(enrolment):
    """Screens of the intake, from the whole to the person."""
    stream = enrolment.stream
    return [reverse("school:intake", args=[stream.intake.public_id]), reverse("school:stream", args=[stream.public_id]), reverse("school:enrolment", args=[enrolment.public_id])]


def files(stream):
    """What is taken away."""
    return [reverse(f"school:{name}", args=[stream.public_id]) for name in ("stream-xlsx", "stream-csv", "stream-print")]


def statuses(client, user, urls):
    """Answers to this user."""
    client.force_login(user)
    return [client.get(url).status_code for url in urls]


# Who sees what

@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR])
def test_managers_see_every_intake(client, enrolment, role):
    urls = [reverse("school:intakes"), *pages(enrolment), *files(enrolment.stream), reverse("school:enrol", args=[enrolment.stream.public_id])]
    assert statuses(client, someone(role), urls) == [200] * 8


@pytest.mark.parametrize("role", STAFF)
def test_staff_see_the_intakes_where_they_hold_a_role(client, enrolment, role):
    user, foreign = someone(role), EnrolmentFactory()
    IntakeRoleFactory(user=user, role=role, intake=enrolment.intake)
    taken = 200 if role in (Role.CURATOR, Role.SELECTION_OFFICER) else 404
    assert statuses(client, user, [reverse("school:intakes"), *pages(enrolment)]) == [200] * 4
    assert statuses(client, user, files(enrolment.stream)) == [taken] * 3
    assert statuses(client, user, [*pages(foreign), *files(foreign.stream), reverse("school:enrol", args=[enrolment.stream.public_id])]) == [404] * 7


@pytest.mark.parametrize("role", STAFF)
def test_staff_without_a_role_in_an_intake_see_nothing(client, enrolment, role):
    assert statuses(client, someone(role), [reverse("school:intakes"), *pages(enrolment), *files(enrolment.stream)]) == [404] * 7


@pytest.mark.parametrize("role", STRANGERS)
def test_everybody_else_sees_nothing(client, enrolment, role):
    assert statuses(client, someone(role), [reverse("school:intakes"), *pages(enrolment), *files(enrolment.stream)]) == [404] * 7


def test_visitor_is_led_to_the_sign_in(client, enrolment):
    assert [client.get(url).status_code for url in [reverse("school:intakes"), reverse("school:my-programme"), *pages(enrolment)]] == [302] * 5


def test_absent_and_forbidden_answer_alike(client, enrolment):
    client.force_login(someone(Role.CURATOR))
    forbidden = client.get(reverse("school:enrolment", args=[enrolment.public_id]))
    absent = client.get(reverse("school:enrolment", args=["00000000-0000-4000-8000-000000000000"]))
    assert (forbidden.status_code, len(forbidden.content)) == (absent.status_code, len(absent.content))


def test_trainee_sees_the_own_programme_only(client, enrolment):
    user = someone(Role.TRAINEE)
    enrolment.person.user = user
    enrolment.person.save()
    colleague = EnrolmentFactory(stream=enrolment.stream, person__family="Соседов")
    client.force_login(user)
    text = client.get(reverse("school:my-programme")).content.decode()
    assert ("Поток «Волга»" in text, "учится" in text, colleague.person.family in text) == (True, True, False)
    assert statuses(client, user, [*pages(enrolment), *pages(colleague)]) == [404] * 6


def test_my_programme_of_others_says_what_it_is_for(client, enrolment):
    client.force_login(someone(Role.MUNICIPAL_USER))
    assert "Вы не зачислены в программу" in client.get(reverse("school:my-programme")).content.decode()


def test_desk_line_leads_staff_to_the_intakes(client, enrolment, curator):
    for user, shown in ((curator, True), (someone(Role.PROGRAMME_MANAGER), True), (someone(Role.PSYCHOLOGIST), False), (someone(Role.TRAINEE), False)):
        client.force_login(user)
        assert (reverse("school:intakes") in client.get("/desk/").content.decode()) is shown


# The same number of queries at 1 and at 100 rows

def queries(client, url, count):
    """Number of queries of a page, read twice so that caches are warm."""
    client.get(url)
    with count() as seen:
        assert client.get(url).status_code == 200
    return len(seen.captured_queries)


@pytest.fixture
def count(db):
    """Counts queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def test_queries_of_the_stream_are_the_same_at_1_and_100(client, manager, count):
    small, big = StreamFactory(capacity=200), StreamFactory(capacity=200)
    PostFactory(person=EnrolmentFactory(stream=small).person)
    for enrolment in EnrolmentFactory.create_batch(100, stream=big):
        PostFactory(person=enrolment.person)
    client.force_login(manager)
    few, many = (queries(client, reverse("school:stream", args=[stream.public_id]), count) for stream in (small, big))
    assert few == many <= 24


def test_queries_of_intakes_are_the_same_at_1_and_50(client, manager, count):
    client.force_login(manager)
    EnrolmentFactory(state="leave", return_on=timezone.localdate() - timedelta(days=1))
    few = queries(client, reverse("school:intakes"), count)
    for _ in range(50):
        EnrolmentFactory(state="leave", return_on=timezone.localdate() - timedelta(days=1))
    assert few == queries(client, reverse("school:intakes"), count) <= 14


# The list

def names(response):
    """Family names on the page, in order."""
    return [line["row"].person.family for line in response.context["lines"]]


def test_list_is_found_filtered_and_sorted_by_the_address(client, manager, stream):
    for family, state in (("Ёлкин", "active"), ("Берестов", "leave"), ("Елагин", "withdrawn")):
        EnrolmentFactory(stream=stream, person__family=family, state=state)
    client.force_login(manager)
    url = reverse("school:stream", args=[stream.public_id])
    assert [names(client.get(url + query)) for query in ("", "?q=елк", "?state=leave", "?q=нет", "?sort=state", "?sort=x&state=y&page=z")] == [
        ["Берестов", "Елагин", "Ёлкин"], ["Ёлкин"], ["Берестов"], [], ["Ёлкин", "Берестов", "Елагин"], ["Берестов", "Елагин", "Ёлкин"],
    ]


def test_list_is_paged_by_fifty(client, manager):
    stream = StreamFactory(capacity=60)
    EnrolmentFactory.create_batch(51, stream=stream)
    client.force_login(manager)
    url = reverse("school:stream", args=[stream.public_id])
    assert [len(names(client.get(url + query))) for query in ("", "?page=2", "?page=99")] == [50, 1, 1]


def test_files_hold_the_list_without_formulas_and_are_noted(client, manager, stream):
    EnrolmentFactory(stream=stream, person__family="=HYPERLINK(1)")
    EnrolmentFactory(stream=stream, person__family="Берестов", state="leave")
    client.force_login(manager)
    text = b"".join(client.get(reverse("school:stream-csv", args=[stream.public_id])).streaming_content).decode("utf-8-sig")
    assert sorted(line.split(";")[0] for line in text.splitlines()) == ["'=HYPERLINK(1)", "Берестов", "Фамилия"]
    book = load_workbook(BytesIO(b"".join(client.get(reverse("school:stream-xlsx", args=[stream.public_id]) + "?state=active").streaming_content)))
    assert [(row[0].value, row[0].data_type) for row in book.active.iter_rows(min_row=2)] == [("=HYPERLINK(1)", "s")]
    assert list(ReadLog.objects.values_list("reader", "what")) == [(manager.public_id, "List of a stream, taken as a file")] * 3


def test_page_of_an_enrolment_is_noted_for_others_and_not_for_oneself(client, manager, enrolment):
    client.force_login(manager)
    client.get(reverse("school:enrolment", args=[enrolment.public_id]))
    assert list(ReadLog.objects.values_list("reader", "subject", "what")) == [(manager.public_id, enrolment.person.public_id, "Enrolment with its history")]


# Enrolling

def post_enrol(client, manager, stream, **data):
    """The form, sent."""
    sent = {"key": issue_key("enrol", manager), "role": "trainee", "on": timezone.localdate().isoformat(), **data}
    return client.post(reverse("school:enrol", args=[stream.public_id]), sent)


def test_enrol_form_enrols_once(client, manager, stream):
    person, key = PersonFactory(), issue_key("enrol", manager)
    client.force_login(manager)
    first, second = (post_enrol(client, manager, stream, key=key, person=person.full_name, person_id=person.public_id) for _ in range(2))
    assert (first.status_code, second.status_code, Enrolment.objects.get().person) == (302, 302, person)


def test_enrol_form_takes_the_only_one_of_a_name(client, manager, stream):
    person = PersonFactory(family="Единственный")
    client.force_login(manager)
    assert (post_enrol(client, manager, stream, person="единственный").status_code, Enrolment.objects.get().person) == (302, person)


@pytest.mark.parametrize(("typed", "words"), [("", "Наберите имя человека"), ("Никто Такой", "По этому имени никого нет"), ("Кедров", "Это имя носят несколько")])
def test_enrol_form_refused_keeps_what_was_typed(client, manager, stream, typed, words):
    PersonFactory.create_batch(2, family="Кедров")
    client.force_login(manager)
    response = post_enrol(client, manager, stream, person=typed)
    text = response.content.decode()
    assert (response.status_code, words in text, f'value="{typed}"' in text, Enrolment.objects.count()) == (422, True, True, 0)


def test_enrol_form_says_why_there_is_no_place(client, manager, stream):
    EnrolmentFactory.create_batch(3, stream=stream)
    person = PersonFactory()
    client.force_login(manager)
    response = post_enrol(client, manager, stream, person=person.full_name, person_id=person.public_id)
    assert (response.status_code, "Все места потока заняты: 3" in response.content.decode()) == (422, True)


def test_enrol_form_asks_to_confirm_an_overlap(client, manager, stream):
    person = PersonFactory()
    EnrolmentFactory(person=person)
    client.force_login(manager)
    asked = post_enrol(client, manager, stream, person=person.full_name, person_id=person.public_id)
    assert (asked.status_code, 'name="despite_overlap"' in asked.content.decode()) == (422, True)
    assert post_enrol(client, manager, stream, person=person.full_name, person_id=person.public_id, despite_overlap="1").status_code == 302


def test_lookup_shows_posts_and_who_is_in_to_those_who_enrol(client, manager, stream, enrolment, curator):
    PostFactory(person=enrolment.person, municipality__name="Тотьма")
    url = reverse("school:person-lookup", args=[stream.public_id])
    client.force_login(manager)
    assert client.get(url, {"q": "кедров игн"}).json() == [
        {"id": str(enrolment.person.public_id), "label": enrolment.person.full_name, "region": "Заместитель главы по ЖКХ, Тотьма", "oktmo": "уже зачислен"},
    ]
    assert client.get(url, {"q": "к"}).json() == []
    client.force_login(curator)
    assert client.get(url, {"q": "кедров"}).status_code == 404


# Moves and transfers

def test_curator_gives_leave_and_others_are_not_asked(client, enrolment, curator, strange_curator):
    url = reverse("school:enrolment-move", args=[enrolment.public_id, "leave"])
    for user, status, state in ((strange_curator, 404, "active"), (someone(Role.MENTOR), 404, "active"), (curator, 302, "leave")):
        client.force_login(user)
        response = client.post(url, {"key": issue_key("enrolment-move", user), "reason": "болезнь"})
        assert (response.status_code, Enrolment.objects.get(pk=enrolment.pk).state) == (status, state)


def test_curator_may_not_withdraw_and_sees_no_button(client, enrolment, curator):
    client.force_login(curator)
    page = client.get(reverse("school:enrolment", args=[enrolment.public_id]))
    assert [move["to"] for move in page.context["moves"]] == ["leave"]
    response = client.post(reverse("school:enrolment-move", args=[enrolment.public_id, "withdrawn"]), {"key": issue_key("enrolment-move", curator), "reason": "x"})
    assert (response.status_code, Enrolment.objects.get().state) == (404, "active")


@pytest.mark.parametrize(("to", "data", "words"), [
    ("leave", {}, "Напишите причину"), ("leave", {"reason": "x", "on": "вчера"}, "Укажите день"), ("active", {"reason": "x"}, "Состояние уже изменили"),
    ("nowhere", {"reason": "x"}, "Такого шага нет"), ("leave", {"reason": "x", "key": "old"}, "Страница была открыта слишком долго"),
])
def test_move_refused_says_why(client, manager, enrolment, to, data, words):
    client.force_login(manager)
    response = client.post(reverse("school:enrolment-move", args=[enrolment.public_id, to]), {"key": issue_key("enrolment-move", manager), **data}, follow=True)
    assert (words in response.content.decode(), Enrolment.objects.get().state) == (True, "active")


def test_bulk_transfer_and_its_way_back(client, stream, other_stream, curator):
    people = EnrolmentFactory.create_batch(2, stream=stream)
    client.force_login(curator)
    data = {"key": issue_key("stream-transfer", curator), "who": [row.public_id for row in people] + ["x"], "to": other_stream.public_id, "reason": "ближе"}
    page = client.post(reverse("school:stream-transfer", args=[stream.public_id]), data, follow=True)
    offer = page.context["undo"]
    assert (offer["text"], Enrolment.objects.filter(stream=other_stream).count()) == ("Переведены 2 человека. Теперь здесь: Поток «Кама».", 2)
    client.post(reverse("school:transfer-undo", args=[offer["batch"]]))
    assert (Enrolment.objects.filter(stream=stream).count(), EnrolmentMove.objects.count()) == (2, 4)
    assert client.get(page.request["PATH_INFO"], {"moved": offer["batch"]}).context["undo"] is None


def test_transfer_by_those_who_see_only_and_by_strangers_is_not_found(client, stream, other_stream, enrolment, strange_curator):
    psychologist = someone(Role.PSYCHOLOGIST)
    IntakeRoleFactory(user=psychologist, role=Role.PSYCHOLOGIST, intake=stream.intake)
    for user in (psychologist, strange_curator):
        client.force_login(user)
        data = {"key": issue_key("stream-transfer", user), "who": [enrolment.public_id], "to": other_stream.public_id, "reason": "x"}
        assert client.post(reverse("school:stream-transfer", args=[stream.public_id]), data).status_code == 404
    assert Enrolment.objects.get().stream == stream


def test_undo_of_what_one_may_not_see_is_not_found(client, stream, other_stream, enrolment, curator, strange_curator):
    from school.actions.transfer import transfer

    batch = transfer([enrolment], other_stream, "x", curator, timezone.now()).batch
    client.force_login(strange_curator)
    assert client.post(reverse("school:transfer-undo", args=[batch])).status_code == 404


# The intake

def test_intake_is_closed_by_its_button_or_says_what_first(client, manager, stream, enrolment):
    client.force_login(manager)
    url = reverse("school:intake-step", args=[stream.intake.public_id])
    response = client.post(url, {"key": issue_key("intake-step", manager), "to": "closed"}, follow=True)
    assert "1 человек ещё учится" in response.content.decode()
    Enrolment.objects.update(state="completed")
    stream.intake.ends = timezone.localdate()
    stream.intake.save()
    client.post(url, {"key": issue_key("intake-step", manager), "to": "closed"})
    stream.intake.refresh_from_db()
    assert stream.intake.state == IntakeState.CLOSED


def test_intake_is_not_reopened_by_a_manager(client, manager):
    intake = IntakeFactory(state=IntakeState.CLOSED)
    client.force_login(manager)
    data = {"key": issue_key("intake-step", manager), "to": "running", "reason": "ошибка"}
    assert client.post(reverse("school:intake-step", args=[intake.public_id]), data).status_code == 404


def test_roles_are_given_and_ended_on_the_page(client, manager, intake):
    curator = someone(Role.CURATOR)
    client.force_login(manager)
    url = reverse("school:intake-role-give", args=[intake.public_id])
    wrong = client.post(url, {"key": issue_key("intake-role", manager), "email": "nobody@people.invalid", "role": "curator"})
    assert (wrong.status_code, "Пользователя с этим адресом нет" in wrong.content.decode()) == (422, True)
    lacking = client.post(url, {"key": issue_key("intake-role", manager), "email": curator.email, "role": "psychologist"})
    assert (lacking.status_code, "нет такой роли" in lacking.content.decode()) == (422, True)
    client.post(url, {"key": issue_key("intake-role", manager), "email": curator.email.upper(), "role": "curator"})
    held = IntakeRole.objects.get()
    assert (held.user, held.role, held.until) == (curator, "curator", None)
    client.post(reverse("school:intake-role-end", args=[held.public_id]))
    held.refresh_from_db()
    assert held.ended_by == manager


def test_roles_are_not_given_by_others(client, intake, curator):
    client.force_login(curator)
    data = {"key": issue_key("intake-role", curator), "email": curator.email, "role": "curator"}
    assert client.post(reverse("school:intake-role-give", args=[intake.public_id]), data).status_code == 404
    assert client.post(reverse("school:intake-role-end", args=[IntakeRole.objects.get().public_id])).status_code == 404
