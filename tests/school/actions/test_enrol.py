"""A place is given once, to one person, and never beyond what there is, also when many are enrolled at once."""
import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet

from accounts.roles import Role
from ops.models import OutboxRow
from school.actions import enrol as module
from school.actions.enrol import EnrolmentRefused, enrol
from school.models import Enrolment, EnrolmentMove, EnrolmentRole
from school.rules.refusals import refusal
from school.states import EnrolmentState, IntakeState
from tests.factories.people import PersonFactory
from tests.factories.school import EnrolmentFactory, IntakeFactory, StreamFactory
from tests.people import someone
from tests.school.conftest import AT

TRAINEE = EnrolmentRole.TRAINEE


def reasons(*args, **kwargs):
    """Why it was refused."""
    with pytest.raises(EnrolmentRefused) as caught:
        enrol(*args, **kwargs)
    return caught.value.reasons


def test_enrol_gives_a_place_and_writes_the_first_line_of_history(stream, manager):
    person = PersonFactory()
    made = enrol(stream, person, TRAINEE, manager, AT, on=date(2026, 9, 3))
    row = Enrolment.objects.get()
    assert (row.person, row.stream, row.intake, row.state, row.enrolled_on, row.state_on, row.by) == (
        person, stream, stream.intake, "active", date(2026, 9, 3), date(2026, 9, 3), manager,
    )
    assert list(EnrolmentMove.objects.values_list("enrolment", "kind", "state_before", "state_after", "stream_before", "stream_after", "on", "by", "at")) == [
        (made.pk, "enrol", "", "active", None, stream.pk, date(2026, 9, 3), manager.pk, AT),
    ]


def test_enrol_without_a_day_takes_that_of_the_instant_in_moscow(stream, manager):
    assert enrol(stream, PersonFactory(), TRAINEE, manager, AT.replace(hour=21, minute=30)).enrolled_on == date(2026, 11, 25)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.VISITOR, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)])
def test_enrol_by_anybody_else_is_denied(stream, role, curator):
    with pytest.raises(PermissionDenied):
        enrol(stream, PersonFactory(), TRAINEE, someone(role), AT)
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize("state", [IntakeState.PLAN, IntakeState.NOMINATION, IntakeState.CLOSED])
def test_enrol_into_an_intake_that_takes_nobody_is_refused(stream, manager, state):
    stream.intake.state = state
    stream.intake.save()
    assert reasons(stream, PersonFactory(), TRAINEE, manager, AT) == (refusal(f"enrol_{state.value}"),)


def test_enrol_twice_is_refused_and_after_a_withdrawal_allowed(stream, other_stream, manager):
    person = PersonFactory()
    first = enrol(stream, person, TRAINEE, manager, AT)
    assert reasons(other_stream, person, TRAINEE, manager, AT) == (refusal("enrolled"),)
    Enrolment.objects.filter(pk=first.pk).update(state=EnrolmentState.WITHDRAWN)
    assert enrol(other_stream, person, TRAINEE, manager, AT).pk != first.pk


@pytest.mark.parametrize(("taken", "state", "fits"), [(2, "active", True), (3, "active", False), (3, "leave", False), (3, "completed", False), (3, "withdrawn", True)])
def test_enrol_into_a_stream_at_its_limit(stream, manager, taken, state, fits):
    EnrolmentFactory.create_batch(taken, stream=stream, state=state)
    if fits:
        enrol(stream, PersonFactory(), TRAINEE, manager, AT)
    else:
        assert reasons(stream, PersonFactory(), TRAINEE, manager, AT) == (refusal("stream_full", places=3, taken=3, left=158),)


@pytest.mark.parametrize(("taken", "fits"), [(1, True), (2, False), (3, False)])
def test_enrol_into_an_intake_at_its_limit(manager, taken, fits):
    intake = IntakeFactory(places=2)
    full, free = StreamFactory(intake=intake), StreamFactory(intake=intake)
    EnrolmentFactory.create_batch(taken, stream=full)
    if fits:
        enrol(free, PersonFactory(), TRAINEE, manager, AT)
    else:
        assert reasons(free, PersonFactory(), TRAINEE, manager, AT) == (refusal("intake_full", places=2, taken=taken),)


def test_enrol_on_the_same_days_elsewhere_waits_for_a_confirmation(stream, manager):
    person = PersonFactory()
    other = EnrolmentFactory(person=person, stream__intake__programme__title="Команда города", stream__intake__number=7)
    with pytest.raises(EnrolmentRefused) as caught:
        enrol(stream, person, TRAINEE, manager, AT)
    assert (caught.value.reasons, caught.value.is_confirmable) == ((refusal("overlap", intake=str(other.intake), days=273),), True)
    assert enrol(stream, person, TRAINEE, manager, AT, despite_overlap=True).person == person


def test_confirmation_of_an_overlap_confirms_nothing_else(stream, manager):
    person = PersonFactory()
    EnrolmentFactory(person=person)
    EnrolmentFactory.create_batch(3, stream=stream)
    assert reasons(stream, person, TRAINEE, manager, AT, despite_overlap=True) == (refusal("stream_full", places=3, taken=3, left=158),)


def test_enrol_of_a_merged_or_erased_person_is_refused(stream, manager):
    for gone in (PersonFactory(merged_into=PersonFactory()), PersonFactory(anonymised_at=AT)):
        assert reasons(stream, gone, TRAINEE, manager, AT) == (refusal("person_gone"),)


def test_enrol_owes_one_notification(stream, manager):
    enrol(stream, PersonFactory(), TRAINEE, manager, AT)
    assert OutboxRow.objects.filter(event="enrolment_changed").count() == 1


def at_once(stream, manager, people) -> list[str]:
    """Everybody enrolled in the same moment, each by an own connection; what became of each."""
    gate, answers = threading.Barrier(len(people)), []

    def work(person):
        gate.wait()
        try:
            enrol(stream, person, TRAINEE, manager, AT)
            answers.append("enrolled")
        except EnrolmentRefused as refused:
            answers.append(refused.reasons[0].code)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(person,)) for person in people]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sorted(answers)


def test_eight_at_once_for_three_places_give_three(committing_db):
    manager, stream = someone(Role.PROGRAMME_MANAGER), StreamFactory(capacity=3)
    assert at_once(stream, manager, PersonFactory.create_batch(8)) == ["enrolled"] * 3 + ["stream_full"] * 5
    assert Enrolment.objects.count() == EnrolmentMove.objects.count() == 3


def test_eight_at_once_without_the_lock_give_more(committing_db, monkeypatch):
    """Control: no transaction, no row lock, and everybody counts before anybody writes."""
    manager, stream, met = someone(Role.PROGRAMME_MANAGER), StreamFactory(capacity=3), threading.Barrier(8)
    counted = module.candidate

    def counts_with_the_others(*args):
        found = counted(*args)
        met.wait()
        return found

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **kwargs: rows)
    monkeypatch.setattr(module, "candidate", counts_with_the_others)
    monkeypatch.setattr(f"{__name__}.enrol", enrol.__wrapped__)
    assert at_once(stream, manager, PersonFactory.create_batch(8)) == ["enrolled"] * 8
