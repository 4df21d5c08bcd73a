"""Letters of notifications: at once, bursts, digests, the stop; and that no repetition sends twice."""
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts import deliveries
from accounts.actions.choose_notices import Hour, choose_notices
from accounts.models import Notice, NoticeReader
from accounts.notices import notify, reader_of
from accounts.roles import Role
from accounts.rules.delivery import Way
from ops.models import OutboxRow
from tests.people import someone

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday, noon in Moscow
NEXT_MORNING = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


def tell(to, number=1, kind="test.now", first=0):
    for n in range(first, first + number):
        notify(to, kind, f"Событие {n}", "Текст", "/desk/", f"k{n}", datetime.now(UTC))


@pytest.mark.parametrize(("number", "letters"), [(1, 1), (19, 19), (20, 1), (21, 1), (200, 1)])
def test_burst_of_twenty_is_one_letter(db, drained, number, letters):
    tell(someone(Role.TRAINEE), number)
    assert len(drained()) == letters


def test_burst_letter_tells_of_all_and_shows_fifty(db, drained):
    tell(someone(Role.TRAINEE), 60)
    (letter,) = drained()
    assert (letter.subject, letter.body.count("Событие"), "И ещё 10 уведомлений." in letter.body) == ("Сразу: 60", 50, True)


def test_trickle_past_nineteen_is_held_for_an_hour_and_comes_together(db, drained, clock):
    user = someone(Role.TRAINEE)
    for n in range(25):
        tell(user, 1, first=n)
        drained()
        clock.shift(60)
    assert len(drained()) == 19
    held = Notice.objects.filter(way="held")
    assert (held.count(), set(held.values_list("due_at", flat=True))) == (6, {AT + timedelta(minutes=19, hours=1)})
    deliveries.deliver_due(AT + timedelta(minutes=78))
    assert len(drained()) == 19
    deliveries.deliver_due(AT + timedelta(minutes=79))
    deliveries.deliver_due(AT + timedelta(minutes=80))
    assert [letter.subject for letter in drained()[19:]] == ["Сразу: 6"]


def test_bursts_of_two_kinds_and_two_readers_do_not_mix(db, drained):
    one, two = someone(Role.TRAINEE), someone(Role.GRADUATE)
    tell(one, 19)
    tell(two, 19)
    tell(one, 1, "test.required", first=100)
    assert len(drained()) == 39


def test_repeated_row_sends_nothing_again(db, drained):
    tell(someone(Role.TRAINEE), 3)
    rows = list(OutboxRow.objects.filter(event="notice"))
    drained()
    deliveries.mail_notices(rows)
    deliveries.mail_notices(rows[:1])
    assert len(drained()) == 3


def test_daily_digest_comes_once_at_the_readers_hour(db, drained):
    tell(someone(Role.TRAINEE), 3, "test.daily")
    deliveries.deliver_due(NEXT_MORNING - timedelta(seconds=1))
    assert drained() == []
    deliveries.deliver_due(NEXT_MORNING)
    deliveries.deliver_due(NEXT_MORNING + timedelta(minutes=1))
    (letter,) = drained()
    assert (letter.subject, letter.body.count("Событие")) == ("Сводка: 3 уведомления", 3)


def test_daily_and_weekly_that_fall_together_are_one_letter(db, drained):
    user = someone(Role.TRAINEE)
    tell(user, 1, "test.weekly")
    with time_machine.travel(AT + timedelta(days=5), tick=False):
        tell(user, 1, "test.daily", first=1)
    monday = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
    deliveries.deliver_due(monday)
    (letter,) = drained()
    assert letter.subject == "Сводка: 2 уведомления"


def test_digest_leaves_out_what_was_read_and_is_never_empty(db, drained):
    user = someone(Role.TRAINEE)
    tell(user, 2, "test.daily")
    Notice.objects.filter(key="k0").update(read_at=AT)
    deliveries.deliver_due(NEXT_MORNING)
    assert [letter.subject for letter in drained()] == ["Сводка: 1 уведомление"]
    tell(user, 1, "test.daily", first=2)
    Notice.objects.update(read_at=AT)
    deliveries.deliver_due(NEXT_MORNING + timedelta(days=1))
    assert len(drained()) == 1


def test_a_readers_trouble_stops_nobody_else(db, drained, monkeypatch):
    one, two = someone(Role.TRAINEE), someone(Role.GRADUATE)
    tell(one, 1, "test.daily")
    tell(two, 1, "test.daily")
    broken = reader_of(one).pk
    real = deliveries.deliver_to

    def trouble(reader, at):
        if reader == broken:
            raise OSError
        real(reader, at)

    monkeypatch.setattr(deliveries, "deliver_to", trouble)
    deliveries.deliver_due(NEXT_MORNING)
    assert [letter.to for letter in drained()] == [[two.email]]
    monkeypatch.undo()
    deliveries.deliver_due(NEXT_MORNING)
    assert [letter.to for letter in drained()] == [[two.email], [one.email]]


def test_nothing_goes_to_an_account_that_is_switched_off(db, drained):
    user = someone(Role.TRAINEE)
    tell(user, 1)
    tell(user, 1, "test.daily", first=1)
    user.is_active = False
    user.save()
    deliveries.deliver_due(NEXT_MORNING)
    assert drained() == []


def test_digest_follows_the_hour_and_the_zone_that_were_chosen(db, drained):
    user = someone(Role.TRAINEE)
    tell(user, 1, "test.daily")
    choose_notices(reader_of(user), {}, AT, Hour("Asia/Kamchatka", 7, 0))
    due = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
    assert Notice.objects.get().due_at == due
    deliveries.deliver_due(due - timedelta(seconds=1))
    assert drained() == []
    deliveries.deliver_due(due)
    assert len(drained()) == 1


def test_choosing_by_mail_at_once_sends_what_waited_for_the_digest(db, drained):
    user = someone(Role.TRAINEE)
    tell(user, 2, "test.daily")
    choose_notices(reader_of(user), {"test.daily": Way.NOW}, AT)
    assert len(drained()) == 2
    deliveries.deliver_due(NEXT_MORNING)
    assert len(drained()) == 2


def test_choosing_only_here_stops_a_letter_that_waits(db, drained):
    user = someone(Role.TRAINEE)
    tell(user, 1)
    choose_notices(reader_of(user), {"test.now": Way.PRODUCT}, AT)
    assert (drained(), Notice.objects.count()) == ([], 1)


def test_a_required_kind_cannot_be_chosen_away(db, drained):
    user = someone(Role.TRAINEE)
    choose_notices(reader_of(user), {"test.required": Way.NEVER, "test.unknown": Way.NEVER}, AT)
    assert NoticeReader.objects.get().ways == {}
    tell(user, 1, "test.required")
    (letter,) = drained()
    assert "List-Unsubscribe" not in letter.extra_headers and "Так вы узнаете о чужом входе." in letter.body


def test_looking_for_what_is_due_costs_one_query(db, django_assert_num_queries):
    tell(someone(Role.TRAINEE), 3, "test.daily")
    with django_assert_num_queries(1):
        deliveries.deliver_due(AT)


def test_digest_costs_the_same_for_one_and_for_many(db, django_assert_num_queries):
    one, many = someone(Role.TRAINEE), someone(Role.GRADUATE)
    tell(one, 1, "test.daily")
    tell(many, 40, "test.daily")
    for user in (one, many):
        with django_assert_num_queries(7):
            deliveries.deliver_to(user.notice_reader.pk, NEXT_MORNING)
