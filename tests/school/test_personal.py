"""What is handed out about one person, and what an erasure leaves."""
from datetime import date

from accounts.personal import HOLDERS
from accounts.roles import Role
from school.actions.move_enrolment import move_enrolment
from school.models import Enrolment, EnrolmentMove, IntakeRole
from school.states import EnrolmentState
from tests.factories.people import PersonFactory
from tests.factories.school import EnrolmentFactory, IntakeRoleFactory
from tests.people import someone
from tests.school.conftest import AT


def test_export_holds_own_enrolments_with_history_and_roles(stream, manager, curator):
    curator.person = PersonFactory(user=curator)
    own, other = EnrolmentFactory(stream=stream, person=curator.person), EnrolmentFactory(stream=stream)
    for enrolment in (own, other):
        move_enrolment(enrolment, EnrolmentState.LEAVE, manager, AT, "болезнь", on=date(2026, 11, 1))
    sections = {section.title: section.rows for section in HOLDERS["school"].collect(curator)}
    assert {title: len(rows) for title, rows in sections.items()} == {"Изменения вашего места": 1, "Места в программе": 1, "Роли в наборах": 1}
    assert (sections["Места в программе"][0]["reason"], sections["Места в программе"][0]["state_on"]) == ("болезнь", "2026-11-01")


def test_export_of_a_stranger_holds_nothing(stream, manager):
    EnrolmentFactory(stream=stream)
    assert list(HOLDERS["school"].collect(someone(Role.MUNICIPAL_USER))) == []


def test_erasure_keeps_places_and_days_and_forgets_reasons(stream, manager):
    user = someone(Role.TRAINEE)
    own, other = EnrolmentFactory(stream=stream, person=PersonFactory(user=user)), EnrolmentFactory(stream=stream)
    for enrolment in (own, other):
        move_enrolment(enrolment, EnrolmentState.LEAVE, manager, AT, "болезнь")
    IntakeRoleFactory(user=user, role=Role.MENTOR, intake=stream.intake)
    done = HOLDERS["school"].erase(user, AT)
    assert (done.anonymised, set(done.kept), done.deleted) == (
        {"school.EnrolmentMove": 1, "school.Enrolment": 1}, {"school.EnrolmentMove", "school.Enrolment", "school.IntakeRole"}, {},
    )
    assert list(Enrolment.objects.order_by("pk").values_list("state", "reason")) == [("leave", ""), ("leave", "болезнь")]
    assert (list(EnrolmentMove.objects.order_by("pk").values_list("reason", flat=True)), IntakeRole.objects.count()) == (["", "болезнь"], 1)
