"""Transfers: who moves, who stays and why, what rooms above hear, and the way back within a day."""
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from school.actions.transfer import TransferRefused, transfer
from school.actions.undo_transfer import NothingToUndo, TooLate, undo_transfer
from school.models import Enrolment, EnrolmentMove
from school.rules.refusals import refusal
from school.signals import enrolment_moved
from school.states import IntakeState
from tests.factories.school import EnrolmentFactory
from tests.people import someone
from tests.school.conftest import AT

WHY = "ближе к дому"


@pytest.fixture
def heard():
    """What a room above hears of moves."""
    calls = []

    def receiver(sender, enrolment, before, after, by, at, **kwargs):
        calls.append((enrolment.pk, enrolment.stream_id, before.pk, after.pk, by.pk, at))

    enrolment_moved.connect(receiver)
    yield calls
    enrolment_moved.disconnect(receiver)


def where():
    """Streams of all, in order."""
    return list(Enrolment.objects.order_by("pk").values_list("stream", flat=True))


def test_transfer_moves_and_tells_within_the_transaction(stream, other_stream, curator, heard):
    two = EnrolmentFactory.create_batch(2, stream=stream)
    done = transfer(two, other_stream, f" {WHY} ", curator, AT)
    assert ([row.pk for row in done.moved], done.stayed, where()) == ([row.pk for row in two], (), [other_stream.pk] * 2)
    assert heard == [(row.pk, other_stream.pk, stream.pk, other_stream.pk, curator.pk, AT) for row in two]
    assert list(EnrolmentMove.objects.values_list("kind", "stream_before", "stream_after", "reason", "batch")) == [
        ("transfer", stream.pk, other_stream.pk, WHY, done.batch),
    ] * 2


def test_transfer_stopped_by_a_room_above_moves_nobody(stream, other_stream, curator):
    def refuses(sender, **kwargs):
        raise ZeroDivisionError

    enrolment_moved.connect(refuses)
    try:
        with pytest.raises(ZeroDivisionError):
            transfer([EnrolmentFactory(stream=stream)], other_stream, WHY, curator, AT)
    finally:
        enrolment_moved.disconnect(refuses)
    assert (where(), EnrolmentMove.objects.count()) == ([stream.pk], 0)


def test_transfer_leaves_those_who_cannot_go(stream, other_stream, curator):
    going, there, gone, foreign = (
        EnrolmentFactory(stream=stream, state="leave"), EnrolmentFactory(stream=other_stream), EnrolmentFactory(stream=stream, state="withdrawn"), EnrolmentFactory(),
    )
    done = transfer([going, there, gone, foreign], other_stream, WHY, curator, AT)
    assert ([row.pk for row in done.moved], [(row.pk, why.code) for row, why in done.stayed]) == (
        [going.pk], [(there.pk, "same_stream"), (gone.pk, "not_open"), (foreign.pk, "other_intake")],
    )


@pytest.mark.parametrize(("there", "asked", "reason"), [(0, 2, None), (1, 1, None), (1, 2, refusal("too_many", asked=2, left=1)), (2, 1, refusal("too_many", asked=1, left=0))])
def test_transfer_at_the_limit_of_the_stream(stream, other_stream, curator, there, asked, reason):
    EnrolmentFactory.create_batch(there, stream=other_stream)
    people = EnrolmentFactory.create_batch(asked, stream=stream)
    if reason is None:
        assert len(transfer(people, other_stream, WHY, curator, AT).moved) == asked
    else:
        with pytest.raises(TransferRefused) as caught:
            transfer(people, other_stream, WHY, curator, AT)
        assert (caught.value.reasons, where()) == ((reason,), [other_stream.pk] * there + [stream.pk] * asked)


@pytest.mark.parametrize(("closed", "reason", "people", "code"), [(True, WHY, 1, "enrol_closed"), (False, "  ", 1, "no_reason"), (False, WHY, 0, "nobody_chosen")])
def test_transfer_refused(stream, other_stream, manager, closed, reason, people, code):
    if closed:
        stream.intake.state = IntakeState.CLOSED
        stream.intake.save()
    with pytest.raises(TransferRefused) as caught:
        transfer(EnrolmentFactory.create_batch(people, stream=stream), other_stream, reason, manager, AT)
    assert [why.code for why in caught.value.reasons] == [code]


def test_transfer_of_one_who_is_there_says_so(stream, curator):
    with pytest.raises(TransferRefused) as caught:
        transfer([EnrolmentFactory(stream=stream)], stream, WHY, curator, AT)
    assert caught.value.reasons == (refusal("same_stream"),)


def test_transfer_by_strangers_is_denied(stream, other_stream, strange_curator, curator):
    for user in (strange_curator, someone(Role.CONTENT_EDITOR), someone(Role.PSYCHOLOGIST)):
        with pytest.raises(PermissionDenied):
            transfer([EnrolmentFactory(stream=stream)], other_stream, WHY, user, AT)


@pytest.mark.parametrize(("later", "works"), [(timedelta(hours=23, minutes=59), True), (timedelta(days=1), True), (timedelta(days=1, seconds=1), False)])
def test_undo_within_a_day(stream, other_stream, curator, heard, later, works):
    batch = transfer([EnrolmentFactory(stream=stream)], other_stream, WHY, curator, AT).batch
    if works:
        assert (len(undo_transfer(batch, curator, AT + later).moved), where(), heard[-1][2:4]) == (1, [stream.pk], (other_stream.pk, stream.pk))
        assert [move.undoes is not None for move in EnrolmentMove.objects.all()] == [False, True]
    else:
        with pytest.raises(TooLate):
            undo_transfer(batch, curator, AT + later)
        assert where() == [other_stream.pk]


def test_undo_twice_or_of_nothing(stream, other_stream, curator):
    batch = transfer([EnrolmentFactory(stream=stream)], other_stream, WHY, curator, AT).batch
    undo_transfer(batch, curator, AT)
    for wrong in (batch, uuid.uuid4()):
        with pytest.raises(NothingToUndo):
            undo_transfer(wrong, curator, AT)
    assert where() == [stream.pk]


def test_undo_leaves_those_moved_since_and_those_without_a_place(stream, other_stream, curator):
    moved, gone, fine = EnrolmentFactory.create_batch(3, stream=stream)
    other_stream.capacity = 3
    other_stream.save()
    batch = transfer([moved, gone, fine], other_stream, WHY, curator, AT).batch
    transfer([Enrolment.objects.get(pk=moved.pk)], stream, "передумал", curator, AT)
    transfer([Enrolment.objects.get(pk=moved.pk)], other_stream, "и ещё раз", curator, AT)
    Enrolment.objects.filter(pk=gone.pk).update(state="withdrawn")
    stream.capacity = 1
    stream.save()
    EnrolmentFactory(stream=stream)
    done = undo_transfer(batch, curator, AT)
    assert [(row.pk, why.code) for row, why in done.stayed] == [(moved.pk, "moved_since"), (gone.pk, "moved_since"), (fine.pk, "stream_full")]
    assert done.moved == ()


def test_undo_by_a_stranger_is_denied(stream, other_stream, curator, strange_curator):
    batch = transfer([EnrolmentFactory(stream=stream)], other_stream, WHY, curator, AT).batch
    with pytest.raises(PermissionDenied):
        undo_transfer(batch, strange_curator, AT)
