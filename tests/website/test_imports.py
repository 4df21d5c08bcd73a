"""The screens of imports: who sees them, what they say, what a second click does."""
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now
from openpyxl import load_workbook

from accounts.roles import Role
from ops.imports.apply import start_apply
from ops.letters import retry_letters
from ops.models import ImportBatch, ImportRow, Job, OutboxRow
from ops.outbox import ATTEMPTS, drain_all
from portfolio.models import Practice
from tests.people import someone
from tests.portfolio.importing.tables import GOOD, checked, drained, places, upload
from website.views.imports import NUMBER_DIGITS

LIST = "/desk/imports/"
BAD = {**GOOD, "Код": "УП-2", "Муниципалитет": "Дзержинскй", "ОКТМО": ""}


@pytest.fixture
def editor(db, client):
    user = someone(Role.CONTENT_EDITOR)
    client.force_login(user)
    return user


def key_on(response):
    """The one-time key of a page."""
    return re.search(r'name="key" value="([^"]+)"', response.content.decode())[1]


def text_of(response):
    """What a reader sees, spaces folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def page_of(batch):
    return f"/desk/imports/{batch.public_id}/"


def act(client, batch, name, key=None, **data):
    key = key or key_on(client.get(page_of(batch)))
    return client.post(f"{page_of(batch)}act/", {"act": name, "key": key, **data}, follow=True)


def test_every_role_but_editors_and_administrators_finds_nothing(client, db):
    places()
    batch = checked([GOOD], someone(Role.CONTENT_EDITOR))
    addresses = [LIST, f"{LIST}template.xlsx", page_of(batch), f"{page_of(batch)}report.xlsx"]
    for role in Role:
        if role == Role.VISITOR:
            continue
        client.force_login(someone(role))
        expected = 200 if role in (Role.CONTENT_EDITOR, Role.ADMINISTRATOR) else 404
        assert [client.get(address).status_code for address in addresses] == [expected] * 4, role
        if expected == 404:
            assert client.post(f"{page_of(batch)}act/", {"act": "apply"}).status_code == 404


def test_visitor_is_led_to_sign_in(client, db):
    assert client.get(LIST).headers["Location"] == f"/accounts/login/?next={LIST}"


def test_colleague_sees_and_applies_the_batch_of_the_owner(client, editor):
    places()
    batch = checked([GOOD], editor)
    colleague = someone(Role.CONTENT_EDITOR, email="colleague@people.invalid", name="Лия Громова")
    client.force_login(colleague)
    assert "Вера Ключевская" in text_of(client.get(page_of(batch)))
    act(client, batch, "apply")
    assert (drained(batch).state, Practice.objects.get().latest_revision.user) == ("applied", colleague)


def test_upload_leads_to_progress_and_then_to_the_rows(client, editor):
    places()
    page = client.post(LIST, {"file": upload([GOOD, BAD]), "source": "область", "key": key_on(client.get(LIST))}, follow=True)
    batch = ImportBatch.objects.get()
    assert (page.redirect_chain, page.headers["Refresh"], batch.source) == ([(page_of(batch), 302)], "2", "область")
    assert "Проверяем файл" in text_of(page)
    drained(batch)
    page = client.get(page_of(batch))
    assert "Refresh" not in page.headers
    text = text_of(page)
    for words in (
        "Записать 1 строку без 1 отклонённых", "создать 1", "отклонить 1", "H3", "Муниципалитета «Дзержинскй» нет в справочнике",
        "Похоже на: Дзержинск, Нижегородская область, ОКТМО 22721000", "Заменить Дзержинск, Нижегородская область", "После записи",
    ):
        assert words in text, words


def test_second_submit_of_the_upload_gets_the_same_batch(client, editor):
    places()
    key = key_on(client.get(LIST))
    first = client.post(LIST, {"file": upload([GOOD]), "key": key})
    second = client.post(LIST, {"file": upload([GOOD]), "key": key})
    assert (first.headers["Location"], ImportBatch.objects.count()) == (second.headers["Location"], 1)


def test_second_submit_of_apply_and_undo_does_nothing_twice(client, editor):
    places()
    batch = checked([GOOD], editor)
    for name, state in (("apply", "applied"), ("undo", "undone")):
        key = key_on(client.get(page_of(batch)))
        jobs = Job.objects.count()
        pages = [act(client, batch, name, key) for _ in range(2)]
        assert Job.objects.count() == jobs + 1
        assert [str(list(page.context["messages"])[0]) for page in pages] == [str(list(pages[0].context["messages"])[0])] * 2
        assert drained(batch).state == state


@pytest.mark.parametrize(("name", "content", "words"), [
    ("старый.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Сохраните файл как XLSX и загрузите снова"),
    ("книга.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Сохраните файл как XLSX и загрузите снова"),
    ("таблица.ods", b"PK\x03\x04", "Файлы ODS мы не читаем"),
    ("книга.xlsx", b"%PDF-1.7", "XLSX"),
    ("картинка.png", b"\x89PNG", "XLSX"),
    ("пусто.csv", b"", "пуст"),
])
def test_file_that_cannot_be_taken_is_answered_in_the_form_which_keeps_what_was_typed(client, editor, name, content, words):
    data = {"file": SimpleUploadedFile(name, content), "source": "Моя область", "key": key_on(client.get(LIST))}
    page = client.post(LIST, data)
    assert page.status_code == 422
    assert words in text_of(page) and 'value="Моя область"' in page.content.decode()
    assert ImportBatch.objects.count() == 0


def test_no_file_and_an_old_key_are_answered_in_the_form(client, editor):
    assert "Выберите файл XLSX или CSV" in text_of(client.post(LIST, {"key": key_on(client.get(LIST))}))
    assert "слишком долго" in text_of(client.post(LIST, {"key": "x", "file": upload([GOOD])}))


def test_unreadable_file_says_why_and_what_to_do(client, editor):
    batch = checked([{"Имя": "а", "Вид": "б"}], editor)
    text = text_of(client.get(page_of(batch)))
    assert "Нет столбцов: Название, Отрасль, Муниципалитет, Стадия. Сверьте заголовки с образцом." in text
    assert "не прочитан" in text_of(client.get(LIST))


def test_replace_takes_the_offered_value_and_checks_again(client, editor):
    places()
    batch = checked([BAD], editor)
    act(client, batch, "fix", value="2|H2|22721000")
    drained(batch)
    row = batch.rows.get()
    assert (batch.options["fixes"], row.outcome, row.place) == ({"H2": "22721000"}, "create", "Дзержинск, Нижегородская область")


def test_value_that_was_not_offered_is_not_taken(client, editor):
    places()
    batch = checked([BAD], editor)
    page = act(client, batch, "fix", value="2|B2|Чужое")
    assert "Такой замены больше нет" in text_of(page)
    assert client.post(f"{page_of(batch)}act/", {"act": "fix", "value": "x", "key": key_on(client.get(page_of(batch)))}).status_code == 404
    assert client.post(f"{page_of(batch)}act/", {"act": "burn"}).status_code == 404


@pytest.mark.parametrize(("digits", "status"), [(NUMBER_DIGITS, 302), (NUMBER_DIGITS + 1, 404), (5000, 404)])
def test_row_number_at_its_limit(client, editor, digits, status):
    places()
    batch = checked([BAD], editor)
    key = key_on(client.get(page_of(batch)))
    sent = {"act": "fix", "value": "9" * digits + "|H2|22721000", "key": key}
    assert client.post(f"{page_of(batch)}act/", sent).status_code == status


def test_apply_without_anything_to_write_is_disabled_with_its_reason(client, editor):
    places()
    batch = checked([BAD], editor)
    page = client.get(page_of(batch))
    assert re.search(r'<button class="btn" name="act" value="apply" disabled aria-describedby="why">', page.content.decode())
    assert "Все строки отклонены или ничего не меняют" in text_of(page)
    assert "Записывать нечего: ни одна строка" in text_of(act(client, batch, "apply", without_refused="1"))


def test_publish_all_lists_what_is_missing(client, editor):
    places()
    batch = checked([GOOD, {**GOOD, "Код": "УП-2", "Аннотация": ""}], editor)
    act(client, batch, "apply")
    drained(batch)
    assert "Опубликовать всё: 2 черновика" in text_of(client.get(page_of(batch)))
    act(client, batch, "publish")
    drained(batch)
    text = text_of(client.get(f"{page_of(batch)}?rows=drafts"))
    assert "Чтобы опубликовать, добавьте: аннотаци" in text and "Черновиков: 1. Опубликовано: 1." in text


def test_broken_work_offers_to_go_on_or_to_take_back(client, editor):
    places()
    batch = checked([GOOD], editor)
    job = start_apply(batch, editor, now())
    Job.objects.filter(pk=job.pk).update(state="failed")
    text = text_of(client.get(page_of(batch)))
    assert "Работа прервалась" in text and "Продолжить запись" in text and "Отменить загрузку" in text
    act(client, batch, "apply")
    assert drained(batch).state == "applied"


def buried(job):
    """The job's runner has died at it too often."""
    OutboxRow.objects.filter(event="job", key=str(job.pk)).update(attempts=ATTEMPTS)
    Job.objects.filter(pk=job.pk).update(state="running", started_at=now())
    drain_all()


def test_buried_work_offers_to_go_on_and_its_retry_does_not_cross_what_came_later(client, editor):
    places()
    batch = checked([GOOD], editor)
    job = start_apply(batch, editor, now(), publish=True)
    assert "Продолжить запись" not in text_of(client.get(page_of(batch)))  # the control: it runs
    buried(job)
    text = text_of(client.get(page_of(batch)))
    assert "Продолжить запись" in text and "Отменить загрузку" in text
    act(client, batch, "undo")
    assert drained(batch).state == "undone"
    retry_letters()
    assert (drained(batch).state, Practice.objects.count()) == ("undone", 0)
    job.refresh_from_db()
    assert (job.state, "позже запустили другую работу" in job.error) == ("failed", True)


def test_retry_of_buried_work_goes_on(client, editor):
    places()
    batch = checked([GOOD], editor)
    buried(start_apply(batch, editor, now()))
    retry_letters()
    assert "Продолжить запись" not in text_of(client.get(page_of(batch)))
    assert (drained(batch).state, Practice.objects.count()) == ("applied", 1)


def test_spent_key_does_no_other_act(client, editor):
    places()
    batch, other = checked([GOOD], editor), checked([{**GOOD, "Код": "УП-9"}], editor)
    key = key_on(client.get(page_of(batch)))
    act(client, batch, "apply", key)
    assert "слишком долго" in text_of(act(client, other, "apply", key))
    assert (drained(batch).state, drained(other).state) == ("applied", "checked")


def test_list_offers_to_stop_what_runs_and_to_take_back_what_is_written(client, editor):
    places()
    batch = checked([GOOD], editor)
    act(client, batch, "apply")
    page = client.get(LIST)
    assert (page.headers["Refresh"], "Остановить практики.csv" in text_of(page)) == ("5", True)
    drained(batch)
    page = client.get(LIST)
    assert ("Refresh" in page.headers, "Отменить практики.csv" in text_of(page)) == (False, True)


def test_stop_on_the_progress_page_leaves_the_batch_checked(client, editor):
    places()
    batch = checked([GOOD], editor)
    start_apply(batch, editor, now())
    act(client, batch, "stop")
    assert drained(batch).state == "checked"


def test_tabs_stand_in_the_address_and_pages_hold_fifty(client, editor):
    places()
    batch = checked([{**GOOD, "Код": f"К{n}"} for n in range(51)] + [{**BAD, "Код": "x"}], editor)
    count = lambda query: client.get(page_of(batch) + query).content.decode().count('<tr role="row" class="r-')  # noqa: E731
    assert [count(query) for query in ("", "?page=2", "?rows=refuse", "?rows=create&page=2", "?rows=same")] == [50, 2, 1, 1, 0]
    assert client.get(f"{page_of(batch)}?rows=nothing").status_code == 404


def many_rows(batch, count):
    ImportRow.objects.bulk_create([
        ImportRow(batch=batch, number=n, key=str(n), title=f"П {n}", outcome="refuse", state="skipped", messages=[{"level": "error", "code": "required", "cell": f"B{n}", "params": {"header": "Название"}}])
        for n in range(100, 100 + count)
    ])


def test_sql_of_batch_page_is_equal_at_1_and_100_rows(client, editor, django_assert_num_queries):
    places()
    batch = checked([GOOD], editor)
    client.get(page_of(batch))
    for rows in (0, 100):
        many_rows(batch, rows)
        with django_assert_num_queries(PAGE_SQL):
            client.get(page_of(batch))


def test_sql_of_list_is_equal_at_1_and_20_batches(client, editor, django_assert_num_queries):
    places()
    batch = checked([GOOD], editor)
    client.get(LIST)
    for more in (0, 19):
        for n in range(more):
            ImportBatch.objects.create(kind="practices", name=f"{n}.csv", sha256="0", by=editor, state="checked", file=batch.file, job=batch.job)
        with django_assert_num_queries(LIST_SQL):
            client.get(LIST)


PAGE_SQL, LIST_SQL = 10, 10


def test_report_holds_every_mark_and_no_formula(client, editor):
    places()
    evil = "=HYPERLINK(1)"
    batch = checked([{**BAD, "Код": "x"}, {**GOOD, "Код": "y"}], editor)
    batch.rows.filter(number=2).update(title=evil, place="+7", key="@SUM(1)")
    page = client.get(f"{page_of(batch)}report.xlsx")
    assert page.headers["Content-Disposition"] == 'attachment; filename="import-report.xlsx"'
    sheet = load_workbook(io.BytesIO(page.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Строка", "Итог", "Состояние", "Практика", "Место", "Ячейка", "Столбец", "Причина или изменение"]
    assert (rows[1][0], rows[1][1], rows[1][3], rows[1][4], rows[1][5], rows[1][6]) == ("2", "отклонить", evil, "+7", "H2", "Муниципалитет")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_template_is_a_workbook_with_guide_and_lists(client, editor):
    page = client.get(f"{LIST}template.xlsx")
    book = load_workbook(io.BytesIO(page.content))
    assert book.sheetnames == ["Практики", "Как заполнять", "Списки"]
    assert (book["Практики"]["B1"].value, book["Практики"]["B2"].value[:7]) == ("Название *", "Автобус")


def test_desk_shows_the_section_to_those_who_may(client, editor):
    assert f'href="{LIST}"' in client.get("/desk/").content.decode()
    client.force_login(someone(Role.MENTOR))
    assert f'href="{LIST}"' not in client.get("/desk/").content.decode()


def test_private_file_of_a_batch_is_served_to_importers_only(client, editor):
    places()
    batch = checked([GOOD], editor)
    address = reverse("ops:file", args=[batch.file.public_id])
    assert client.get(address).status_code == 200
    client.force_login(someone(Role.MENTOR))
    assert client.get(address).status_code == 404


def test_english_page_speaks_english(client, editor):
    places()
    batch = checked([BAD], editor)
    text = text_of(client.get(f"/en{page_of(batch)}"))
    assert "There is no municipality “Дзержинскй” in the reference" in text and "Past imports" in text_of(client.get(f"/en{LIST}"))


def test_long_open_page_says_so(client, editor):
    places()
    batch = checked([GOOD], editor)
    assert "слишком долго" in text_of(act(client, batch, "apply", key="00000000-0000-0000-0000-000000000000"))
    assert batch.created_at > now() - timedelta(minutes=5)
