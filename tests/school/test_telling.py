"""Trainees hear of their own place once, in their language; others and people without an account hear nothing."""
from datetime import date, timedelta

from accounts.models import Notice
from accounts.roles import Role
from ops import outbox
from ops.models import OutboxRow
from school.actions.enrol import enrol
from school.actions.move_enrolment import move_enrolment
from school.actions.transfer import transfer
from school.actions.undo_transfer import undo_transfer
from school.models import EnrolmentRole, MoveKind
from school.states import EnrolmentState
from school.telling import TITLES, tell_trainees
from tests.factories.people import PersonFactory
from tests.people import someone
from tests.school.conftest import AT


def told(user) -> list[str]:
    """Titles, in the order of telling."""
    return list(Notice.objects.filter(reader__user=user).order_by("pk").values_list("title", flat=True))


def test_each_kind_of_move_has_its_words():
    assert set(TITLES) == set(MoveKind.values)


def test_trainee_is_told_of_enrolment_transfer_and_leave_once_each(stream, other_stream, manager, mailoutbox):
    user = someone(Role.TRAINEE)
    row = enrol(stream, PersonFactory(user=user), EnrolmentRole.TRAINEE, manager, AT, on=date(2026, 9, 3))
    batch = transfer([row], other_stream, "ближе к дому", manager, AT).batch
    undo_transfer(batch, manager, AT + timedelta(minutes=1))
    move_enrolment(row, EnrolmentState.LEAVE, manager, AT, reason="по болезни")
    debts = list(OutboxRow.objects.filter(event="enrolment_changed"))
    outbox.drain_all()
    tell_trainees(debts)
    assert told(user) == [
        f"Вы зачислены: {stream.intake}", "Вы переведены в другой поток: Поток «Кама»", "Вы переведены в другой поток: Поток «Волга»",
        f"Вы в отпуске: {stream.intake}",
    ]
    first = Notice.objects.order_by("pk").first()
    assert (first.text, first.url) == ("Поток: Поток «Волга». С 3 сентября 2026.", "/desk/programme/")
    assert [letter.to for letter in mailoutbox] == [[user.email]] * 4
    assert "болезни" not in "".join(Notice.objects.values_list("text", flat=True)) + "".join(letter.body for letter in mailoutbox)


def test_trainee_who_reads_english_is_told_in_english(stream, manager):
    stream.title_en = "Volga stream"
    stream.save()
    user = someone(Role.TRAINEE, language="en")
    enrol(stream, PersonFactory(user=user), EnrolmentRole.TRAINEE, manager, AT, on=date(2026, 9, 3))
    outbox.drain_all()
    notice = Notice.objects.get()
    assert (notice.title.startswith("You are enrolled: "), notice.text, notice.url) == (True, "Stream: Volga stream. From 3 September 2026.", "/en/desk/programme/")


def test_person_without_an_account_is_told_nothing(stream, manager):
    enrol(stream, PersonFactory(email="somebody@people.invalid"), EnrolmentRole.TRAINEE, manager, AT)
    outbox.drain_all()
    assert (Notice.objects.count(), OutboxRow.objects.filter(done_at=None).count()) == (0, 0)
