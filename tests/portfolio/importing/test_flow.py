"""A batch from file to practice and back."""
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now

from accounts.roles import Role
from ops.imports.apply import start_apply
from ops.imports.cancel import stop_work
from ops.imports.fix import fix_cell
from ops.imports.kinds import Refused
from ops.imports.publish import start_publish
from ops.imports.steps import NotOffered
from ops.imports.take import take_file
from ops.imports.undo import start_undo
from ops.models import ImportBatch, Job
from portfolio.actions.draft import write_draft
from portfolio.actions.publish import publish_practice, unpublish_practice
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import BudgetFields, IndicatorFields, PlaceFields
from portfolio.importing.kind import write
from portfolio.importing.serial import from_json
from portfolio.models import Practice
from tests.people import someone
from tests.portfolio.importing.tables import GOOD, checked, drained, outcomes, places, states, upload


@pytest.fixture
def editor(db):
    return someone(Role.CONTENT_EDITOR)


def latest(code="УП-1"):
    return Practice.objects.get(source_key=code).get_latest_revision_as_object().as_fields()


def applied(rows, by, **options):
    batch = checked(rows, by)
    start_apply(batch, by, now(), **options)
    return drained(batch)


def test_row_becomes_a_draft_with_every_field(editor):
    town, _bor = places()
    batch = applied([GOOD], editor)
    assert (batch.state, batch.counts) == ("applied", {"create": 1, "create_done": 1, "is_applied": 1})
    fields = latest()
    assert (fields.title, fields.kind, fields.stage, fields.start, fields.origin, fields.source, fields.demo) == (
        "Автобус в новый район", "process", "verified", date(2023, 9, 1), "import", "файл", True,
    )
    assert fields.places == (PlaceFields(town.pk, "", Decimal(100)),)
    assert fields.indicators == (IndicatorFields(
        "Срок согласования", "рабочий день", "down", Decimal(94), date(2022, 12, 30), Decimal(30), None, Decimal("31.5"), is_headline=True,
    ),)
    assert fields.budget == (BudgetFields("local", Decimal("1240.5")),)
    assert Practice.objects.get().live is False


def test_same_file_twice_creates_nothing_twice(editor):
    places()
    no_code = {**GOOD, "Код": "", "Название": "Без кода"}
    applied([GOOD, no_code], editor)
    batch = checked([GOOD, no_code], editor)
    assert outcomes(batch) == [(2, "same", []), (3, "same", [])]
    with pytest.raises(NotOffered) as caught:
        start_apply(batch, editor, now())
    assert caught.value.code == "nothing_to_write"
    assert Practice.objects.count() == 2


def test_changed_cells_are_shown_and_written_and_undone(editor):
    _town, bor = places()
    applied([GOOD], editor)
    before = latest()
    batch = checked([{**GOOD, "Стало 1": "28", "Муниципалитет": "Бор", "ОКТМО": "", "Цель": "Быстрее"}], editor)
    row = batch.rows.get()
    assert (row.outcome, [(m["cell"], m.get("before"), m["after"]) for m in row.messages if m["level"] == "change"]) == ("change", [
        ("H2", "Дзержинск, Нижегородская область", "Бор, Нижегородская область"), ("N2", None, "Быстрее"), ("V2", "31,5", "28"),
    ])
    start_apply(batch, editor, now())
    drained(batch)
    assert (latest().places[0].municipality_id, latest().goal) == (bor.pk, "Быстрее")
    start_undo(batch, editor, now())
    assert (drained(batch).state, states(batch)) == ("undone", {2: "undone"})
    assert latest() == before


def test_absent_column_leaves_what_stands_there_and_a_blank_cell_empties_it(editor):
    places()
    applied([GOOD], editor)
    needed = {name: GOOD[name] for name in ("Код", "Название", "Вид", "Отрасль", "Муниципалитет", "Стадия")}
    assert outcomes(checked([needed], editor)) == [(2, "same", [])]
    batch = checked([{**needed, "Проблема": "", "Было 1": ""}], editor)
    assert outcomes(batch) == [(2, "change", [("change", "G2", "changed"), ("change", "H2", "changed")])]
    start_apply(batch, editor, now())
    drained(batch)
    fields = latest()
    assert (fields.problem, fields.indicators[0].baseline, fields.indicators[0].actual, fields.solution) == ("", None, Decimal("31.5"), "Смотрят вместе.")


def test_refused_rows_stop_the_batch_until_it_is_said_to_leave_them_out(editor):
    places()
    batch = checked([GOOD, {**GOOD, "Код": "УП-2", "Вид": "Чудо"}], editor)
    with pytest.raises(NotOffered) as caught:
        start_apply(batch, editor, now())
    assert (caught.value.code, caught.value.params) == ("rows_refused", {"count": 1})
    start_apply(batch, editor, now(), without_refused=True)
    assert states(drained(batch)) == {2: "applied", 3: "skipped"}


def test_publication_lists_what_is_missing_and_undo_withdraws_what_was_read(editor):
    places()
    batch = applied([GOOD, {**GOOD, "Код": "УП-2", "Аннотация": ""}], editor)
    start_publish(batch, editor, now())
    drained(batch)
    assert (batch.state, states(batch)) == ("applied", {2: "live", 3: "applied"})
    assert [m for m in batch.rows.get(number=3).messages if m["level"] == "gap"] == [
        {"level": "gap", "code": "not_ready", "params": {"gaps": ["annotation"]}},
    ]
    live = Practice.objects.get(source_key="УП-1")
    assert live.live is True
    start_undo(batch, editor, now())
    drained(batch)
    live.refresh_from_db()
    assert (live.live, live.withdrawn_at is not None, live.source_key, Practice.objects.count()) == (False, True, "", 1)
    assert states(applied([GOOD], editor, publish=True)) == {2: "live"}


def test_publish_at_once_makes_rows_live(editor):
    places()
    batch = applied([GOOD], editor, publish=True)
    assert (batch.state, states(batch), Practice.objects.get().live) == ("applied", {2: "live"}, True)


def test_undo_leaves_what_was_edited_since(editor):
    places()
    batch = applied([GOOD, {**GOOD, "Код": "УП-2"}], editor)
    write_draft(Practice.objects.get(source_key="УП-2"), replace(latest("УП-2"), goal="Дописала"), editor, now())
    start_undo(batch, editor, now())
    assert states(drained(batch)) == {2: "undone", 3: "kept"}
    assert [practice.source_key for practice in Practice.objects.all()] == ["УП-2"]


def test_undo_of_a_published_change_restores_the_public_text_and_the_draft(editor):
    places()
    applied([GOOD], editor, publish=True)
    practice = Practice.objects.get()
    write_draft(practice, replace(latest(), goal="Черновик"), editor, now())
    batch = applied([{**GOOD, "Цель": "Из файла"}], editor, publish=True)
    practice.refresh_from_db()
    assert (states(batch), practice.goal) == ({2: "live"}, "Из файла")
    start_undo(batch, editor, now())
    drained(batch)
    practice.refresh_from_db()
    assert (states(batch), practice.live, practice.goal, latest().goal) == ({2: "undone"}, True, "", "Черновик")


def test_undo_of_a_change_that_made_a_draft_public_takes_it_back(editor):
    places()
    applied([GOOD], editor)
    batch = applied([{**GOOD, "Цель": "Из файла"}], editor, publish=True)
    start_undo(batch, editor, now())
    drained(batch)
    assert (Practice.objects.get().live, latest().goal, states(batch)) == (False, "", {2: "undone"})


def test_row_that_changed_since_the_check_fails_and_the_others_go_on(editor):
    places()
    applied([GOOD, {**GOOD, "Код": "УП-2"}], editor)
    batch = checked([{**GOOD, "Цель": "А"}, {**GOOD, "Код": "УП-2", "Цель": "Б"}, {**GOOD, "Код": "УП-3", "Цель": ""}], editor)
    write_draft(Practice.objects.get(source_key="УП-1"), latest(), editor, now())
    applied([{**GOOD, "Код": "УП-3"}], editor)
    start_apply(batch, editor, now())
    drained(batch)
    assert states(batch) == {2: "failed", 3: "applied", 4: "failed"}
    assert [row.messages[-1]["code"] for row in batch.rows.filter(state="failed")] == ["edited_meanwhile", "taken_meanwhile"]


def test_withdrawn_practice_is_not_brought_back(editor):
    places()
    applied([GOOD], editor, publish=True)
    withdraw_practice(Practice.objects.get(), editor, now())
    assert outcomes(checked([GOOD], editor)) == [(2, "refuse", [("error", "A2", "withdrawn")])]


def test_stop_before_the_work_began_leaves_the_batch_checked(editor):
    places()
    batch = checked([GOOD], editor)
    start_apply(batch, editor, now())
    stop_work(batch, editor, now())
    assert (drained(batch).state, Practice.objects.count()) == ("checked", 0)


def test_withdrawn_practice_does_not_hold_up_the_publication_of_the_others(editor):
    places()
    batch = applied([{**GOOD, "Код": f"УП-{n}"} for n in (1, 2, 3)], editor)
    withdrawn = Practice.objects.get(source_key="УП-2")
    publish_practice(withdrawn, editor, now())
    withdraw_practice(withdrawn, editor, now())
    start_publish(batch, editor, now())
    drained(batch)
    assert (batch.state, batch.job.state, states(batch)) == ("applied", "done", {2: "live", 3: "applied", 4: "live"})
    assert [m["code"] for m in batch.rows.get(number=3).messages if m["level"] == "gap"] == ["gone_meanwhile"]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CONTENT_EDITOR, Role.ADMINISTRATOR, Role.VISITOR)])
def test_others_may_do_nothing(editor, role):
    places()
    batch, stranger = checked([GOOD], editor), someone(role)
    acts = [
        lambda: take_file("practices", upload([GOOD]), stranger, now()), lambda: start_apply(batch, stranger, now()),
        lambda: start_publish(batch, stranger, now()), lambda: start_undo(batch, stranger, now()), lambda: stop_work(batch, stranger, now()),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_publishing_by_hand_is_no_edit_so_undo_withdraws(editor):
    places()
    batch = applied([GOOD], editor)
    publish_practice(Practice.objects.get(), editor, now())
    start_undo(batch, editor, now())
    drained(batch)
    assert (states(batch), Practice.objects.get().withdrawn_at is not None) == ({2: "undone"}, True)


def test_undo_leaves_unpublished_what_an_editor_took_from_the_public(editor):
    places()
    applied([GOOD], editor, publish=True)
    batch = applied([{**GOOD, "Цель": "Из файла"}], editor, publish=True)
    unpublish_practice(Practice.objects.get(), editor, now())
    start_undo(batch, editor, now())
    assert (states(drained(batch)), Practice.objects.get().live, latest().goal) == ({2: "undone"}, False, "")


def test_undo_of_a_change_published_by_hand_restores_the_public_text(editor):
    places()
    applied([GOOD], editor, publish=True)
    batch = applied([{**GOOD, "Цель": "Из файла"}], editor)
    publish_practice(Practice.objects.get(), editor, now())
    start_undo(batch, editor, now())
    drained(batch)
    practice = Practice.objects.get()
    assert (states(batch), practice.live, practice.goal, latest().goal) == ({2: "undone"}, True, "", "")


def test_undo_keeps_the_row_whose_former_public_text_may_no_longer_be_published(editor):
    places()
    applied([GOOD], editor, publish=True)
    batch = applied([{**GOOD, "Цель": "Из файла"}], editor, publish=True)
    row = batch.rows.get()
    row.before["live"]["annotation"] = ""
    row.save()
    start_undo(batch, editor, now())
    assert (drained(batch).state, states(batch), batch.rows.get().messages[-1]["code"]) == ("undone", {2: "kept"}, "not_ready")


def test_stop_of_a_resumed_apply_keeps_the_way_back(editor):
    places()
    batch = applied([GOOD], editor)
    ImportBatch.objects.filter(pk=batch.pk).update(state="applying")
    Job.objects.filter(pk=batch.job_id).update(state="failed")
    start_apply(batch, editor, now())
    stop_work(batch, editor, now())
    batch.refresh_from_db()
    assert (batch.state, batch.job.state) == ("applying", "cancelled")
    ImportBatch.objects.filter(pk=batch.pk).update(state="checked")
    with pytest.raises(NotOffered) as caught:
        fix_cell(batch, 2, "H2", "22721000", editor, now())
    assert caught.value.code == "not_checked"
    ImportBatch.objects.filter(pk=batch.pk).update(state="applying")
    start_undo(batch, editor, now())
    assert (drained(batch).state, Practice.objects.count()) == ("undone", 0)


def scheduled(editor):
    practice = Practice.objects.get().get_latest_revision_as_object()
    practice.go_live_at = now() + timedelta(days=1)
    practice.save_revision(user=editor, clean=False)


@pytest.mark.parametrize("live", [False, True])
def test_draft_with_a_date_to_come_is_not_published_by_the_batch(editor, live):
    places()
    batch = applied([GOOD], editor)
    if live:
        publish_practice(Practice.objects.get(), editor, now())
    scheduled(editor)
    start_publish(batch, editor, now())
    drained(batch)
    assert (states(batch), batch.rows.get().messages[-1]["code"], Practice.objects.get().live) == ({2: "applied"}, "scheduled", live)


def test_rows_that_the_database_would_refuse_fail_and_the_others_go_on(editor):
    _town, bor = places()
    batch = checked([GOOD, {**GOOD, "Код": "УП-2", "Муниципалитет": "Бор", "ОКТМО": ""}, {**GOOD, "Код": "УП-3"}], editor)
    bor.delete()
    row = batch.rows.get(number=4)
    row.values["fields"]["places"][0]["share"] = "50"
    row.save()
    start_apply(batch, editor, now())
    drained(batch)
    assert (batch.state, states(batch)) == ("applied", {2: "applied", 3: "failed", 4: "failed"})
    assert [row.messages[-1]["code"] for row in batch.rows.filter(state="failed").order_by("number")] == ["references_gone", "shares_wrong"]


def test_key_taken_between_the_look_and_the_writing_fails_its_row(editor):
    places()
    applied([GOOD], editor)
    batch = checked([{**GOOD, "Код": "УП-2"}], editor)
    fields = from_json(batch.rows.get().values["fields"])
    with pytest.raises(Refused) as caught, transaction.atomic():
        write(None, replace(fields, source_key="УП-1"), editor, now())
    assert caught.value.code == "taken_meanwhile"
