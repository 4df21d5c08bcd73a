"""The desk of data protection."""
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.ask_erasure import ask_erasure
from accounts.models import ConsentVersion, Erasure, ReadLog, RetentionRun
from accounts.queries.privacy_desk import affected
from accounts.reading import note_reads
from accounts.retention import terms
from accounts.roles import Role
from tests.factories.accounts import ConsentTypeFactory, UserFactory, published
from tests.people import PASSWORD, someone

AT = timezone.now()
MOSCOW = ZoneInfo("Europe/Moscow")
PAGES = ["", "incident/", "consents/", "erasures/", "retention/"]
DESK = "/desk/privacy/"


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True  # the second factor is tested elsewhere


@pytest.fixture
def desk(officer):
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def request_of(person) -> Erasure:
    return ask_erasure(person, PASSWORD, "Сотрите", AT)


def everything(erasure) -> list[str]:
    return [DESK + page for page in [*PAGES, "log.xlsx", "consents/processing/", f"erasures/{erasure.public_id}/"]]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.VISITOR, Role.DATA_PROTECTION_OFFICER)])
def test_desk_is_absent_for_everybody_else(db, role, request_of):
    ConsentTypeFactory(code="processing")
    client = Client()
    client.force_login(someone(role, email="stranger@people.invalid"))
    assert {client.get(address).status_code for address in everything(request_of)} == {404}
    for address in ("retention/term/", "retention/dry-run/", "consents/processing/", f"erasures/{request_of.public_id}/", ""):
        assert client.post(DESK + address, {"approve": "1"}).status_code == 404
    assert Erasure.objects.get().state == "asked"


def test_desk_leads_a_visitor_to_the_door(request_of):
    for address in everything(request_of):
        assert Client().get(address).url == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_desk_opens_for_the_officer(desk, request_of, page, language):
    published(someone(Role.DATA_PROTECTION_OFFICER))
    RetentionRun.objects.create(at=AT, is_dry=True, lines=[])
    assert desk.get(language + DESK + page).status_code == 200


def test_log_is_filtered_by_reader_subject_and_days(desk, person):
    readers = [someone(Role.CURATOR), someone(Role.ANALYST)]
    other = UserFactory()
    for days, reader in enumerate(readers):
        note_reads(reader, [str(person.public_id), str(other.public_id)], "contacts", datetime(2026, 11, 20 + days, 23, 30, tzinfo=MOSCOW))

    def lines(**query) -> int:
        return len(desk.get(DESK, query).context["pages"].rows)

    assert [lines(), lines(reader=readers[0].public_id), lines(subject=person.public_id)] == [4, 2, 2]
    assert [lines(since="2026-11-21"), lines(until="2026-11-20"), lines(since="2026-11-20", until="2026-11-21")] == [2, 2, 4]
    assert [lines(since="nonsense", reader="1"), lines(until="9999-12-31")] == [4, 4]


def test_log_finds_a_person_without_naming_them_in_the_address(desk, person):
    answer = desk.post(DESK, {"who": person.email.upper()})
    assert answer.url == f"{DESK}?subject={person.public_id}"
    assert list(ReadLog.objects.values_list("subject", "what")) == [(person.public_id, "Search for a person in the read log")]
    assert (desk.post(DESK, {"who": "никто"}).context["found"], desk.post(DESK, {"who": "я"}).context["found"]) == ([], [])


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_log_as_a_file_is_itself_noted(desk, officer, person, kind):
    for number in range(3):
        note_reads(someone(Role.CURATOR), [str(person.public_id)], "contacts", AT - timedelta(hours=number))
    answer = desk.get(f"{DESK}log.{kind}?subject={person.public_id}")
    body = b"".join(answer.streaming_content)
    assert ReadLog.objects.filter(reader=officer.public_id).values_list("subject", "rows").get() == (None, 3)
    if kind == "csv":
        assert body.decode("utf-8-sig").count(person.name) == 3
    assert desk.get(f"{DESK}log.pdf").status_code == 404


def test_log_costs_the_same_at_one_and_at_many_lines(desk, person, django_assert_max_num_queries):
    counts = []
    for times in (1, 40):
        for _ in range(times):
            note_reads(UserFactory(), [str(UserFactory().public_id)], "contacts", AT)
        with django_assert_max_num_queries(40) as seen:
            desk.get(DESK)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_incident_names_exactly_those_whose_data_were_seen(db, django_assert_num_queries):
    thief, honest = someone(Role.CURATOR), someone(Role.ANALYST)
    people = [UserFactory() for _ in range(6)]
    since, until = AT - timedelta(hours=2), AT - timedelta(hours=1)
    for person, at in zip(people, [since - timedelta(seconds=1), since, AT - timedelta(minutes=90), until, until + timedelta(seconds=1), since], strict=True):
        note_reads(honest if person is people[5] else thief, [str(person.public_id)] , "dossier", at)
    assert {one.subject for one in affected(thief.public_id, since, until)} == {person.public_id for person in people[1:4]}


def test_incident_is_shown_and_taken_as_a_file(desk, officer, person):
    thief = someone(Role.CURATOR)
    note_reads(thief, [str(person.public_id)], "dossier", datetime(2026, 11, 24, 12, 0, tzinfo=MOSCOW))
    query = {"reader": thief.public_id, "since": "2026-11-24T12:00", "until": "2026-11-24T12:00"}
    assert [one.name for one in desk.get(f"{DESK}incident/", query).context["people"]] == [person.name]
    assert desk.get(f"{DESK}incident.csv", query).status_code == 200
    assert ReadLog.objects.get(reader=officer.public_id).rows == 1
    assert desk.get(f"{DESK}incident/", {"reader": "x"}).status_code == 422
    assert desk.get(f"{DESK}incident.csv").status_code == 404


def test_consent_is_published_as_it_was_read(desk, editor):
    draft = ConsentTypeFactory(code="processing", changed_by=editor, changed_at=AT)
    address = f"{DESK}consents/processing/"
    seen = desk.get(address).context["seen"]
    draft.text = "Иначе."
    draft.save()
    assert desk.post(address, {"seen": seen}).url == address
    assert ConsentVersion.objects.count() == 0
    desk.post(address, {"seen": desk.get(address).context["seen"]})
    assert ConsentVersion.objects.get().text == "Иначе."
    assert desk.get(address).context["changes"] == []
    assert desk.post(address, {"seen": desk.get(address).context["seen"]}).url == address
    assert ConsentVersion.objects.count() == 1


def test_own_draft_offers_no_button(desk, officer):
    ConsentTypeFactory(code="processing", changed_by=officer, changed_at=AT)
    page = desk.get(f"{DESK}consents/processing/")
    assert (page.context["own"], 'name="seen"' in page.content.decode()) == (True, False)
    desk.post(f"{DESK}consents/processing/", {"seen": page.context["seen"]})
    assert ConsentVersion.objects.count() == 0


def test_request_is_read_with_a_note_and_erased_in_two_steps(desk, officer, person, request_of):
    address = f"{DESK}erasures/{request_of.public_id}/"
    assert 'name="approve"' not in desk.get(address).content.decode()
    assert 'name="approve"' in desk.get(f"{address}?sure=1").content.decode()
    assert set(ReadLog.objects.values_list("reader", "subject")) == {(officer.public_id, person.public_id)}
    assert desk.post(address, {"approve": "1"}).url == address
    assert Erasure.objects.get().state == "approved"
    desk.post(address, {"refuse": "1", "reason": "поздно"})
    assert Erasure.objects.get().state == "approved"


def test_refusal_without_a_reason_stays_on_the_page(desk, request_of):
    address = f"{DESK}erasures/{request_of.public_id}/"
    assert desk.post(address, {"refuse": "1", "reason": ""}).status_code == 422
    desk.post(address, {"refuse": "1", "reason": "Идёт спор"})
    assert Erasure.objects.values_list("state", "reason").get() == ("refused", "Идёт спор")


def test_own_request_is_not_decided(desk, officer):
    erasure = ask_erasure(officer, PASSWORD, "", AT)
    address = f"{DESK}erasures/{erasure.public_id}/"
    assert (desk.get(address).context["may_decide"], desk.post(address, {"approve": "1"}).status_code) == (False, 404)


def test_terms_are_changed_within_their_limits(desk):
    for days, kept in (("60", 60), ("3", 60), ("x", 60)):
        desk.post(f"{DESK}retention/term/", {"code": "accounts.invitations", "days": days})
        assert terms()["accounts.invitations"] == kept
    assert desk.post(f"{DESK}retention/term/", {"code": "nothing", "days": "5"}).status_code == 404


def test_dry_run_is_reported(desk, officer):
    desk.post(f"{DESK}retention/dry-run/")
    assert RetentionRun.objects.values_list("is_dry", "by").get() == (True, officer.pk)
    assert "Журнал чтений" in desk.get(reverse("privacy:retention")).content.decode()


def test_erasure_is_asked_and_taken_back_on_ones_own_page(person):
    client = Client()
    client.force_login(person)
    form = client.get("/accounts/data/erase/")
    assert client.post("/accounts/data/erase/", {"key": form.context["key"], "password": "мимо", "wish": ""}).status_code == 422
    assert client.post("/accounts/data/erase/", {"key": form.context["key"], "password": PASSWORD, "wish": "Да"}).url == "/accounts/data/"
    erasure = Erasure.objects.get()
    stranger = Client()
    stranger.force_login(someone(Role.MENTOR))
    assert stranger.post(f"/accounts/data/erase/{erasure.public_id}/back/").status_code == 404
    client.post(f"/accounts/data/erase/{erasure.public_id}/back/")
    assert Erasure.objects.get().state == "taken_back"
    assert "уже есть решение" in client.post(f"/accounts/data/erase/{erasure.public_id}/back/", follow=True).content.decode()
