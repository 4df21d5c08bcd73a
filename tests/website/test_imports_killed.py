"""A command of the import that was killed: the desk goes on with its batch or takes it back, and the command writes nothing more."""
import pytest
from django.db import transaction
from django.utils.timezone import now

from ops.imports.apply import apply_batch, apply_row
from ops.imports.kinds import kind_of
from ops.imports.publish import publish_batch
from ops.imports.steps import Silent, TakenOver
from ops.models import ImportBatch
from portfolio.models import Practice
from tests.portfolio.importing.tables import GOOD, checked, drained, places
from tests.website.test_imports import act, editor, page_of, text_of

__all__ = ["editor"]


@pytest.fixture
def killed(editor):
    """A batch of the command that was killed after its first chunk."""
    places()
    rows = [{**GOOD, "Код": f"УП-{n}", "Название": f"Практика {n}"} for n in range(1, 4)]
    batch = checked(rows, editor)
    ImportBatch.objects.filter(pk=batch.pk).update(job=None, state="applying")
    batch.refresh_from_db()
    row = batch.rows.order_by("number").first()
    with transaction.atomic():
        apply_row(row, batch, kind_of(batch), editor, now())
        row.save()
    return batch


def test_batch_of_a_killed_command_is_taken_back_on_the_desk(client, editor, killed):
    assert Practice.objects.count() == 1
    text = text_of(client.get(page_of(killed)))
    assert "Если команду прервали" in text and "Продолжить запись" in text and "Отменить загрузку" in text
    act(client, killed, "undo")
    assert (drained(killed).state, Practice.objects.count()) == ("undone", 0)


def test_batch_of_a_killed_command_is_gone_on_with_on_the_desk(client, editor, killed):
    act(client, killed, "apply")
    assert (drained(killed).state, Practice.objects.count()) == ("applied", 3)


@pytest.mark.parametrize("name", ["undo", "apply"])
def test_command_that_still_runs_writes_nothing_more_once_the_desk_has_taken_over(client, editor, killed, name):
    command = ImportBatch.objects.get(pk=killed.pk)
    act(client, killed, name)
    with pytest.raises(TakenOver):
        apply_batch(command, editor, now(), Silent())
    assert Practice.objects.count() == 1  # only what it had written before; the job of the desk has not begun
    drained(killed)
    assert Practice.objects.count() == (0 if name == "undo" else 3)
    with pytest.raises(TakenOver):
        publish_batch(command, editor, now(), Silent())
    assert Practice.objects.filter(live=True).count() == 0


def test_command_that_nobody_interrupts_goes_on(editor, killed):
    apply_batch(killed, editor, now(), Silent())
    publish_batch(killed, editor, now(), Silent())
    killed.refresh_from_db()
    assert (killed.state, Practice.objects.filter(live=True).count()) == ("applied", 3)
